"""How the journal speaks of people: titles of the acts, of what they are about, and the way to its page."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.journal import titles
from xuezheng.kernel.people.permission_names import permission_name
from xuezheng.kernel.people.roles import roles
from xuezheng.kernel.people.sign_in.means import sentence_of_means


def register_journal_words() -> None:
    titles.register_acts(
        {
            "people.register_person": _("Registered a person"),
            "people.change_person": _("Changed a person's data"),
            "people.transfer_person": _("Transferred a person"),
            "people.transfer_people": _("Transferred all people of a unit"),
            "people.record_leaving": _("Recorded that a person left"),
            "people.import_people": _("Imported people"),
            "people.grant_post": _("Granted a post"),
            "people.extend_post": _("Extended a post"),
            "people.end_post": _("Ended a post"),
            "people.open_account": _("Opened an account"),
            "people.close_account": _("Closed an account"),
            "people.reopen_account": _("Reopened an account"),
            "people.reset_password": _("Gave a new initial password"),
            "people.reset_second_factors": _("Took second factors away"),
            **_own_account(),
        }
    )
    titles.register_kind("person", _("Person"), address=lambda person_id: reverse("person", args=[person_id]))
    titles.register_kind("post", _("Post"), address=lambda post_id: reverse("post", args=[post_id]))
    titles.register_kind("account", _("Account"))
    titles.register_fields("people", _fields())
    titles.register_values("role", _role)
    titles.register_values("means", sentence_of_means)
    titles.register_values("permissions", permission_name)


def _role(code: str) -> str:
    return roles()[code].name if code in roles() else code


def _fields() -> dict[str, titles.Text]:
    """What acts record beside the fields of persons, posts and accounts."""
    return {
        "authenticator": _("Authenticator app"),
        "device": _("Device"),
        "expires_at": _("Valid until"),
        "home_unit": _("Home unit"),
        "initial": _("Initial password"),
        "means": _("Means of sign-in"),
        "name": _("Name"),
        "open": _("Account open"),
        "passkeys": _("Passkeys"),
        "permissions": _("Permissions"),
        "person": _("Person"),
        "post": _("Post"),
        "posts_kept": _("Posts kept"),
        "sessions": _("Sessions"),
        "tokens": _("API tokens"),
        "unit": _("Unit"),
    }


def _own_account() -> dict[str, titles.Text]:
    return {
        "people.sign_in": _("Signed in"),
        "people.sign_out": _("Signed out"),
        "people.change_password": _("Changed the password"),
        "people.enrol_authenticator": _("Set up an authenticator app"),
        "people.remove_authenticator": _("Removed the authenticator app"),
        "people.renew_recovery_codes": _("Renewed the recovery codes"),
        "people.add_passkey": _("Added a passkey"),
        "people.rename_passkey": _("Renamed a passkey"),
        "people.remove_passkey": _("Removed a passkey"),
        "people.refuse_passkey": _("Refused a passkey"),
        "people.end_session": _("Ended a session"),
        "people.end_sessions": _("Ended the other sessions"),
        "people.create_token": _("Made an API token"),
        "people.revoke_token": _("Revoked an API token"),
    }
