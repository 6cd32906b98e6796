"""Passkeys (WebAuthn): registering, signing in without a name, listing, renaming, removing."""

import json
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import parse_authentication_credential_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from xuezheng.kernel.people.account_notes import note
from xuezheng.kernel.people.models import Account, Passkey
from xuezheng.kernel.people.sign_in.attempts import claim_attempt, origin_count, release_claim
from xuezheng.kernel.people.sign_in.demonstration import is_loopback, refuse_demonstration
from xuezheng.kernel.people.sign_in.owner import bound_to_own, person_acting
from xuezheng.kernel.people.sign_in.rules import sign_in_rules
from xuezheng.kernel.refusals import Conflict, NotFound, Refusal
from xuezheng.kernel.scope.acting import ActingPost, system_post
from xuezheng.kernel.scope.binding import bound


class PasskeyRefused(Refusal):
    """One answer for every reason, so that it tells nothing about what is registered."""

    code = "passkey-refused"

    def __init__(self) -> None:
        super().__init__(_("This passkey was not accepted. Try again, or sign in by name and password."))


@dataclass(frozen=True, kw_only=True)
class Place:
    """The site a passkey belongs to: its domain and the origin the browser must report."""

    domain: str
    origin: str


def place_of(host: str, *, secure: bool) -> Place | None:
    """`localhost` serves for trying out; elsewhere the operator names the public origin, never the request."""
    name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
    if name == "localhost" and is_loopback(settings.LISTEN_ADDRESS):
        return Place(domain="localhost", origin=f"{'https' if secure else 'http'}://{host}")
    public = urlsplit(settings.PUBLIC_ORIGIN)
    if not public.hostname:
        return None
    return Place(domain=public.hostname, origin=f"{public.scheme}://{public.netloc}")


def registration_options(*, account: Account, place: Place) -> tuple[str, bytes]:
    """What the browser is asked to make a passkey from, and the challenge to keep for the answer."""
    with bound(system_post("sign-in")):
        known = list(Passkey.objects.filter(account=account))
    if len(known) >= sign_in_rules().most_passkeys:
        raise Conflict(_("This account has as many passkeys as it may have. Remove one you no longer use."))
    options = generate_registration_options(
        rp_id=place.domain,
        rp_name="Xuezheng",
        user_id=account.id.bytes,
        user_name=account.username,
        user_display_name=account.person.name,
        exclude_credentials=[PublicKeyCredentialDescriptor(id=bytes(passkey.credential_id)) for passkey in known],
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
        ),
    )
    return options_to_json(options), options.challenge


def add_passkey(
    *, post: ActingPost, account: Account, place: Place, challenge: bytes, answer: str, name: str, at: datetime
) -> Passkey:
    """Register the passkey the browser made."""
    name = name.strip()
    if not name:
        raise Refusal(_("Give the passkey a name, so that you know later which device holds it."), field="name")
    try:
        made = verify_registration_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=place.domain,
            expected_origin=place.origin,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError) as error:
        raise PasskeyRefused from error
    with bound_to_own(post, account) as reaching:
        if Passkey.objects.filter(credential_id=made.credential_id).exists():
            raise PasskeyRefused
        passkey = Passkey.objects.create(
            account=account,
            unit_path=account.unit_path,
            name=name[:60],
            credential_id=made.credential_id,
            public_key=made.credential_public_key,
            sign_count=made.sign_count,
            transports=_transports(answer),
            backed_up=made.credential_backed_up,
            created_at=at,
        )
        note(post=reaching, account=account, act="add_passkey", at=at, after={"name": passkey.name})
    return passkey


def sign_in_options(*, place: Place) -> tuple[str, bytes]:
    """Names no account: the browser offers what it holds for this site."""
    options = generate_authentication_options(
        rp_id=place.domain, user_verification=UserVerificationRequirement.REQUIRED
    )
    return options_to_json(options), options.challenge


def account_with_passkey(*, place: Place, challenge: bytes, answer: str, origin: str, at: datetime) -> Account:
    """The account whose passkey signed the challenge, or a refusal."""
    try:
        shown = parse_authentication_credential_json(answer)
    except (WebAuthnException, ValueError, TypeError) as error:
        raise PasskeyRefused from error
    claim = claim_attempt(counts=[origin_count(origin)], account=None, at=at)
    with bound(system_post("sign-in")):
        passkey = (
            Passkey.objects.select_for_update(of=("self",))
            .filter(credential_id=shown.raw_id)
            .select_related("account__person")
            .first()
        )
        accepted = (
            passkey is not None
            and shown.response.user_handle == passkey.account_id.bytes
            and _accept(passkey, place=place, challenge=challenge, answer=answer, at=at)
        )
        if passkey is not None and not accepted:
            acting = person_acting(passkey.account, origin=origin)
            note(post=acting, account=passkey.account, act="refuse_passkey", at=at, after={"name": passkey.name})
    if passkey is None or not accepted or not passkey.account.is_active:
        raise PasskeyRefused
    release_claim(claim)
    refuse_demonstration(passkey.account)
    return passkey.account


def _accept(passkey: Passkey, *, place: Place, challenge: bytes, answer: str, at: datetime) -> bool:
    """A counter that did not grow means a copied key: the verification refuses it."""
    try:
        verified = verify_authentication_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=place.domain,
            expected_origin=place.origin,
            credential_public_key=bytes(passkey.public_key),
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError):
        return False
    passkey.sign_count, passkey.backed_up = verified.new_sign_count, verified.credential_backed_up
    passkey.used_at = at
    passkey.save(update_fields=["sign_count", "backed_up", "used_at"])
    return True


def passkeys_of(*, post: ActingPost, account: Account) -> list[Passkey]:
    with bound_to_own(post, account):
        return list(Passkey.objects.filter(account=account).order_by("created_at", "id"))


def rename_passkey(*, post: ActingPost, account: Account, passkey_id: UUID, name: str, at: datetime) -> Passkey:
    if not name.strip():
        raise Refusal(_("Give the passkey a name, so that you know later which device holds it."), field="name")
    with bound_to_own(post, account) as reaching:
        passkey = _own(account, passkey_id)
        before, passkey.name = passkey.name, name.strip()[:60]
        passkey.save(update_fields=["name"])
        note(
            post=reaching,
            account=account,
            act="rename_passkey",
            at=at,
            before={"name": before},
            after={"name": passkey.name},
        )
    return passkey


def remove_passkey(*, post: ActingPost, account: Account, passkey_id: UUID, at: datetime) -> None:
    with bound_to_own(post, account) as reaching:
        passkey = _own(account, passkey_id)
        passkey.delete()
        note(post=reaching, account=account, act="remove_passkey", at=at, before={"name": passkey.name})


def _own(account: Account, passkey_id: UUID) -> Passkey:
    passkey = Passkey.objects.select_for_update().filter(account=account, id=passkey_id).first()
    if passkey is None:
        raise NotFound(_("This passkey is no longer registered."))
    return passkey


def _transports(answer: str) -> list[str]:
    named = json.loads(answer).get("response", {}).get("transports", [])
    return [str(item)[:20] for item in named if isinstance(item, str)][:8]
