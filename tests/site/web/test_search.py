"""⌘K: sources within the post's scope, and the pages of the menu by sound."""

import pytest
from django.urls import reverse
from django.utils import translation

from tests.factories import Tree, acting, make_post
from tests.web import client_of
from xuezheng.kernel.pages import search as registry
from xuezheng.kernel.scope.binding import bound
from xuezheng.site.web.found_pages import find_pages
from xuezheng.site.web.search import found

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


@pytest.mark.parametrize("text", ["对照", "dzb", "duizhao", "d z b"])
def test_pages_are_found_by_title_and_by_sound(text: str) -> None:
    post = acting(Tree().province)
    with translation.override("zh-hans"):
        assert [(hit.title, hit.url) for hit in find_pages(post, text, 6)] == [("对照表", "/coverage/")]


@pytest.mark.parametrize("text", ["Cover", "COVERAGE"])
def test_pages_are_found_by_their_english_titles_too(text: str) -> None:
    post = acting(Tree().province)
    with translation.override("zh-hans"):
        found_here = {hit.url for hit in find_pages(post, text, 6)}
    assert found_here == {reverse("coverage"), reverse("organisation-coverage")}


def test_pages_the_post_may_not_open_are_not_found() -> None:
    assert find_pages(acting(Tree().schools[0], role="teacher"), "coverage", 6) == []


def test_nothing_typed_offers_the_pages_only() -> None:
    post = acting(Tree().province)
    with bound(post):
        assert [str(title) for title, _hits in found(post, "", limit=6)] == ["Pages"]


def test_units_are_found_within_the_scope() -> None:
    tree = Tree()
    post = acting(tree.counties[0])
    with bound(post):
        titles = {hit.title for _title, hits in found(post, "小学", limit=50) for hit in hits}
    if any(source.code == "units" for source in registry.sources()):
        assert titles == {"演示第11小学", "演示第12小学"}


@pytest.mark.parametrize("text", ["%00", "%", "_", "'", "x" * 500, "<script>", "\\"])
def test_any_text_is_survived(text: str) -> None:
    answer = client_of(make_post(Tree().province)).get("/search/", {"q": text}, headers={"X-Fragment": "hits"})
    assert (answer.status_code, "<script>" in answer.content.decode()) == (200, False)


def test_the_fragment_is_the_list_alone() -> None:
    page = client_of(make_post(Tree().province)).get("/search/?q=dzb", headers={"X-Fragment": "hits"}).content.decode()
    assert ("<html" in page, page.count('role="option"')) == (False, 1)
