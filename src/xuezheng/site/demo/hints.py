"""The demonstration's accounts on the sign-in page of a server that loaded it."""

from xuezheng.kernel.people.facade import SignInHint
from xuezheng.kernel.scope.acting import system_post
from xuezheng.kernel.scope.binding import bound
from xuezheng.site.demo.loading import is_loaded
from xuezheng.site.demo.signing_in import sign_ins


def sign_in_hints() -> list[SignInHint]:
    with bound(system_post("demonstration")):
        if not is_loaded():
            return []
    return [
        SignInHint(title=sign_in.place, note=sign_in.role.name, username=sign_in.username, password=sign_in.password)
        for sign_in in sign_ins()
    ]
