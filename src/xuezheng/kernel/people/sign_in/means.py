"""The means of a sign-in in words, for the list of sessions and for the journal."""

from django.utils.translation import gettext as _


def sentence_of_means(means: str) -> str:
    """How a session was opened, in words."""
    return {
        "password": _("password"),
        "totp": _("password and authenticator app"),
        "recovery": _("password and recovery code"),
        "passkey": _("passkey"),
    }.get(means, means)
