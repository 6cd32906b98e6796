"""A client signed in as the holder of a post, without a browser."""

from django.conf import settings
from django.test import Client

from xuezheng.kernel.clock import now
from xuezheng.kernel.people.models import Account, Post
from xuezheng.kernel.people.sign_in.confirmation import CONFIRMED
from xuezheng.kernel.people.web.middleware import POST
from xuezheng.kernel.people.web.session_store import SessionStore
from xuezheng.kernel.scope.acting import system_post
from xuezheng.kernel.scope.binding import bound


def client_of(post: Post) -> Client:
    return signed_in(Client(), post)


def signed_in(client: Client, post: Post) -> Client:
    """The client with a session of the post's person, as after a complete sign-in."""
    with bound(system_post("test")):
        account = Account.objects.get(person_id=post.person_id)
    session = SessionStore()
    session.begin(account=account, means="password", origin="127.0.0.1", device="Mozilla/5.0 Chrome/140", at=now())
    session[CONFIRMED] = now().timestamp()
    session[POST] = str(post.id)
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key or ""
    return client
