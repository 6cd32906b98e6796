"""What fails or refuses leaves no trace of a change, and says so with the request id, even when the database is gone."""

from collections.abc import Iterator

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

from tests.factories import Tree, make_post
from tests.web import client_of
from xuezheng.kernel.pages.web.access import post_required
from xuezheng.kernel.refusals import Conflict
from xuezheng.kernel.scope.acting import system_post
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.models import Unit
from xuezheng.site import urls

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def _rename() -> None:
    assert Unit.objects.filter(name="科技处").update(name="改了一半") == 1


@post_required()
def breaks(request: HttpRequest) -> HttpResponse:
    _rename()
    raise ZeroDivisionError


@post_required()
def refuses(request: HttpRequest) -> HttpResponse:
    _rename()
    raise Conflict("Somebody else was first.")


@post_required()
def breaks_the_transaction(request: HttpRequest) -> HttpResponse:
    return HttpResponse(list(Unit.objects.raw("SELECT id, 1/0 FROM units_unit")))


handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500
urlpatterns = [
    path("breaks/", breaks),
    path("refuses/", refuses),
    path("breaks-the-transaction/", breaks_the_transaction),
    *urls.urlpatterns,
]


@pytest.fixture
def client() -> Iterator[Client]:
    signed_in = client_of(make_post(Tree().province))
    signed_in.raise_request_exception = False
    with override_settings(ROOT_URLCONF="tests.kernel.pages.test_errors"):
        yield signed_in


@pytest.mark.parametrize(
    ("address", "status", "words"), [("/breaks/", 500, "没有任何改动"), ("/refuses/", 409, "Somebody")]
)
def test_what_a_failed_view_changed_is_undone(client: Client, address: str, status: int, words: str) -> None:
    answer = client.get(address)
    page = answer.content.decode()
    assert (answer.status_code, words in page, answer["X-Request-Id"] in page) == (status, True, True)
    assert f' data-error="{status}"' in page
    with bound(system_post("test")):
        assert Unit.objects.filter(name="科技处").count() == 1


def test_a_broken_transaction_still_brings_its_page(client: Client) -> None:
    answer = client.get("/breaks-the-transaction/")
    assert (answer.status_code, answer["X-Request-Id"] in answer.content.decode()) == (500, True)


@pytest.mark.parametrize(("address", "status"), [("/breaks/", 500), ("/refuses/", 409), ("/nowhere/", 404)])
def test_scripts_get_a_notice_and_no_page(client: Client, address: str, status: int) -> None:
    answer = client.get(address, headers={"HX-Request": "true"})
    assert (answer.status_code, answer.content, "toast" in answer["HX-Trigger"]) == (status, b"", True)


def test_a_form_without_its_token_is_refused_politely() -> None:
    post = make_post(Tree().province)
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client_of(post).cookies
    answer = strict.post("/period/", {"period": "2026"})
    assert (answer.status_code, "表单已过期" in answer.content.decode()) == (403, True)
