"""The import page: check, marked workbook, take in, and the passwords once."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.factories import PASSWORD, Tree, make_post
from tests.kernel.people.scene import everywhere
from xuezheng.kernel.pages.tables import read_table
from xuezheng.kernel.people.importing.columns import PASSWORD_COLUMNS, PEOPLE_COLUMNS
from xuezheng.kernel.people.models import Account, Person

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


@pytest.fixture
def tree(client: Client) -> Tree:
    tree = Tree()
    make_post(tree.counties[0], username="keeper")
    client.post("/sign-in/", {"username": "keeper", "password": PASSWORD})
    client.cookies["language"] = "en"
    return tree


def file_of(text: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("people.csv", text.encode())


def people() -> int:
    with everywhere():
        return Person.objects.filter(name__in=["张三", "李四"]).count()


def test_checking_changes_nothing_and_says_what_would_happen(client: Client, tree: Tree) -> None:
    text = f"姓名,单位代码,角色\n张三,{tree.schools[0].code},教师\n"
    page = client.post("/people/import/", {"file": file_of(text)}).content.decode()
    assert "It would register 1 people, open 1 accounts and grant 1 posts." in page
    assert people() == 0
    fragment = client.post("/people/import/", {"file": file_of(text)}, headers={"HX-Request": "true"}).content.decode()
    assert fragment.startswith('<div id="import-result"')


def test_problems_are_shown_and_marked(client: Client, tree: Tree) -> None:
    text = f"姓名,单位代码,角色\n张三,{tree.schools[0].code},teacher\n李四,{tree.schools[7].code},\n"
    page = client.post("/people/import/take-in/", {"file": file_of(text)}).content.decode()
    assert "Nothing was imported: 1 cells are wrong." in page
    assert "No unit has the code" in page
    answer = client.post("/people/import/marked/", {"file": file_of(text)})
    table = read_table(answer.content, filename="m.xlsx", columns=PEOPLE_COLUMNS)
    assert [row["name"] for row in table.rows] == ["张三", "李四"]
    assert people() == 0


def test_taking_in_answers_with_the_passwords(client: Client, tree: Tree) -> None:
    text = f"姓名,单位代码,登录名\n张三,{tree.schools[0].code},zhang.san\n"
    answer = client.post("/people/import/take-in/", {"file": file_of(text)})
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    (row,) = read_table(answer.content, filename="p.xlsx", columns=PASSWORD_COLUMNS).rows
    with everywhere():
        assert Account.objects.get(username="zhang.san").check_password(row["password"])
    assert client.post("/sign-in/", {"username": "zhang.san", "password": row["password"]}).status_code == 302


def test_without_accounts_there_is_nothing_to_hand_out(client: Client, tree: Tree) -> None:
    text = f"姓名,单位代码,开通账号\n张三,{tree.schools[0].code},否\n"
    assert client.post("/people/import/take-in/", {"file": file_of(text)}).headers["Location"] == "/people/"
    assert people() == 1


def test_files_that_cannot_be_read_are_explained(client: Client, tree: Tree) -> None:
    for address in ("/people/import/", "/people/import/take-in/", "/people/import/marked/"):
        assert "lacks" in client.post(address, {"file": file_of("a,b\n1,2\n")}).content.decode()
        assert client.post(address).status_code == 422


def test_the_template_is_a_table_we_read(client: Client, tree: Tree) -> None:
    answer = client.get("/people/import/template/")
    assert len(read_table(answer.content, filename="t.xlsx", columns=PEOPLE_COLUMNS).columns) == len(PEOPLE_COLUMNS)


def test_the_templates_own_example_passes_the_check(client: Client, tree: Tree) -> None:
    file = SimpleUploadedFile("t.xlsx", client.get("/people/import/template/").content)
    page = client.post("/people/import/", {"file": file}).content.decode()
    assert "It would register 1 people, open 1 accounts and grant 1 posts." in page
