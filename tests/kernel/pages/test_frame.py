"""The frame as a page: who is shown what."""

import pytest
from django.test import Client

from tests.factories import Tree, make_post
from xuezheng.kernel.people.models import Account
from xuezheng.kernel.scope.acting import system_post
from xuezheng.kernel.scope.binding import bound

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def test_list_shows(client: Client) -> None:
    tree = Tree()
    post = make_post(tree.province)
    with bound(system_post("test")):
        account = Account.objects.get(person_id=post.person_id)
    session = client.session
    session["account"] = str(account.id)
    session.save()
    addresses = ("/", "/units/", "/search/?q=x", "/units/?format=csv", "/units/?format=xlsx", "/units/?sort=-name")
    assert [client.get(address).status_code for address in addresses] == [200] * len(addresses)
