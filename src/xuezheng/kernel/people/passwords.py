"""Hashing settings live in Django; here is only the check of a sign-in name and password."""

from django.contrib.auth.hashers import check_password, make_password

from xuezheng.kernel.people.models import Account

_NOBODY = make_password(None)


def account_with_password(username: str, password: str) -> Account | None:
    """The account, if the password is its own. Unknown names cost the same time as known ones."""
    account = Account.objects.filter(username=username).select_related("person").first()
    if account is None:
        make_password(password)
        return None
    return account if check_password(password, account.password) and account.is_active else None
