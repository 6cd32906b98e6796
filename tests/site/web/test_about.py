"""About and coverage: the version, every component with a licence, every row of the founding documents."""

import pytest

from tests.factories import Tree, make_post
from tests.web import client_of
from xuezheng.site.coverage import coverage
from xuezheng.site.web.about import components, version


@pytest.mark.unit
def test_every_component_states_its_licence() -> None:
    assert [item.name for item in components() if not item.licence] == []
    assert {"Django", "django-htmx", "psycopg"} <= {item.name for item in components()}


@pytest.mark.integration
@pytest.mark.django_db
def test_about_shows_the_version() -> None:
    page = client_of(make_post(Tree().schools[0], role="teacher")).get("/about/").content.decode()
    assert (version() in page, "Apache-2.0" in page) == (True, True)


@pytest.mark.integration
@pytest.mark.django_db
def test_coverage_shows_every_row() -> None:
    page = client_of(make_post(Tree().province)).get("/coverage/").content.decode()
    assert [row.code for group in coverage() for row in group.rows if row.code not in page] == []
