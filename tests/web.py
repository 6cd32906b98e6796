"""A client signed in as the holder of a post, without a browser."""

from django.test import Client

from xuezheng.kernel.people.models import Account, Post
from xuezheng.kernel.people.web.middleware import ACCOUNT, POST
from xuezheng.kernel.scope.acting import system_post
from xuezheng.kernel.scope.binding import bound


def client_of(post: Post) -> Client:
    client = Client()
    with bound(system_post("test")):
        account = Account.objects.get(person_id=post.person_id)
    session = client.session
    session[ACCOUNT] = str(account.id)
    session[POST] = str(post.id)
    session.save()
    return client
