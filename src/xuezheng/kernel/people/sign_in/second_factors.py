"""Authenticator apps (TOTP, RFC 6238) and recovery codes: enrolling, checking, removing."""

import re
from base64 import b32encode
from datetime import datetime
from secrets import choice, token_bytes
from urllib.parse import quote, urlencode
from uuid import UUID

import segno
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _
from django_otp.oath import hotp

from xuezheng.kernel.people.account_notes import note
from xuezheng.kernel.people.beyond import beyond_own_scope
from xuezheng.kernel.people.models import Account, ApiToken, Authenticator, Passkey, RecoveryCode
from xuezheng.kernel.people.sign_in.attempts import claim_attempt, code_counts, release_claim
from xuezheng.kernel.people.sign_in.devices import device_of
from xuezheng.kernel.people.sign_in.keys import decrypted, encrypted, keyed_hash
from xuezheng.kernel.people.sign_in.owner import bound_to_own
from xuezheng.kernel.people.sign_in.rules import sign_in_rules
from xuezheng.kernel.people.sign_in.sessions import end_sessions
from xuezheng.kernel.refusals import Conflict, Refusal
from xuezheng.kernel.scope.acting import ActingPost, system_post
from xuezheng.kernel.scope.binding import bound

STEP_SECONDS = 30
DIGITS = 6
ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
"""For recovery codes: without 0 o 1 l i, which a hand writes alike. Twelve of them are 59 bits."""


class CodeWrong(Refusal):
    code = "code-wrong"

    def __init__(self) -> None:
        super().__init__(
            _("This code is not right or was already used. Enter the present code of your app, or a recovery code."),
            field="code",
        )


def has_authenticator(account: Account) -> bool:
    with bound(system_post("sign-in")):
        return Authenticator.objects.filter(account=account).exists()


def needs_second_step(account: Account, *, required: bool) -> bool:
    """Whether the password alone is not enough: an app is enrolled, or a passkey is and the role requires two factors."""
    with bound(system_post("sign-in")):
        return Authenticator.objects.filter(account=account).exists() or (
            required and Passkey.objects.filter(account=account).exists()
        )


def new_secret() -> bytes:
    return token_bytes(20)


def typed_secret(secret: bytes) -> str:
    """For typing into an app by hand, in groups of four."""
    return " ".join(re.findall("....", b32encode(secret).decode()))


def enrolment_address(account: Account, *, secret: bytes) -> str:
    """What the app reads from the picture."""
    issuer = "Xuezheng"
    query = urlencode({"secret": b32encode(secret).decode().rstrip("="), "issuer": issuer, "digits": DIGITS})
    return f"otpauth://totp/{issuer}:{quote(account.username)}?{query}"


def enrolment_picture(address: str) -> str:
    """The QR code as a data address, which the content policy allows for pictures."""
    return str(segno.make(address, error="m").svg_data_uri(scale=5, border=2))


def matching_step(secret: bytes, *, code: str, after: int, at: datetime) -> int | None:
    """The time step the code belongs to, within the allowed drift and after the last one used."""
    drift = sign_in_rules().second_factor.drift_steps
    present = int(at.timestamp()) // STEP_SECONDS
    found = None
    for step in range(present - drift, present + drift + 1):
        if constant_time_compare(f"{hotp(secret, step, DIGITS):0{DIGITS}d}", code) and step > after:
            found = step
    return found


def enrol_authenticator(
    *, post: ActingPost, account: Account, secret: bytes, code: str, session: str, at: datetime
) -> list[str]:
    """Enrol an app that has shown a right code. Returns recovery codes, to be shown once. Other sessions end."""
    step = matching_step(secret, code=_digits(code), after=0, at=at)
    if step is None:
        raise Refusal(
            _("This code does not match. Check that your phone's clock is right, and enter the code it shows now."),
            field="code",
        )
    with bound_to_own(post, account) as reaching:
        if Authenticator.objects.filter(account=account).exists():
            raise Conflict(_("An authenticator app is already set up. Remove it before you set up another."))
        Authenticator.objects.create(
            account=account, unit_path=account.unit_path, secret=encrypted(secret), last_step=step, confirmed_at=at
        )
        note(post=reaching, account=account, act="enrol_authenticator", at=at)
        end_sessions(post=reaching, account=account, but=session, at=at)
        return _renewed_codes(account, at=at)


def remove_authenticator(*, post: ActingPost, account: Account, at: datetime) -> None:
    with bound_to_own(post, account) as reaching:
        removed, _rows = Authenticator.objects.filter(account=account).delete()
        if not removed:
            raise Conflict(_("No authenticator app is set up."))
        RecoveryCode.objects.filter(account=account).delete()
        note(post=reaching, account=account, act="remove_authenticator", at=at)


def renew_recovery_codes(*, post: ActingPost, account: Account, at: datetime) -> list[str]:
    """New codes, to be shown once; the old ones no longer open."""
    with bound_to_own(post, account) as reaching:
        note(post=reaching, account=account, act="renew_recovery_codes", at=at)
        return _renewed_codes(account, at=at)


def clear_second_factors(*, post: ActingPost, account: Account, at: datetime) -> None:
    """The taking away itself: the calling action has checked that the post may administer the account."""
    with beyond_own_scope(post) as reaching:
        before = {
            "authenticator": Authenticator.objects.filter(account=account).delete()[0] > 0,
            "passkeys": Passkey.objects.filter(account=account).delete()[0],
            "tokens": ApiToken.objects.filter(account=account, revoked_at=None).update(revoked_at=at),
        }
        RecoveryCode.objects.filter(account=account).delete()
        note(post=reaching, account=account, act="reset_second_factors", at=at, before=before)
        end_sessions(post=reaching, account=account, at=at)


def accept_code(*, account: Account, code: str, cookie: str, at: datetime) -> str:
    """Check a code of the app or a recovery code after the password. Returns the means: 'totp' or 'recovery'."""
    device = device_of(cookie, account_id=account.id)
    claim = claim_attempt(counts=code_counts(account=account, device=device), account=account, at=at)
    means = _means_of(account, code=code, at=at)
    if means is None:
        raise CodeWrong
    release_claim(claim)
    return means


def recovery_codes_left(account_id: UUID) -> int:
    return RecoveryCode.objects.filter(account_id=account_id, used_at=None).count()


def _means_of(account: Account, *, code: str, at: datetime) -> str | None:
    with bound(system_post("sign-in")):
        if len(_digits(code)) == DIGITS and code.replace(" ", "").isdigit():
            return "totp" if _code_of_app_fits(account, code=_digits(code), at=at) else None
        return "recovery" if _use_recovery_code(account, code=code, at=at) else None


def _code_of_app_fits(account: Account, *, code: str, at: datetime) -> bool:
    """The row is locked: the same code sent twice at once is accepted once."""
    app = Authenticator.objects.select_for_update().filter(account=account).first()
    if app is None:
        return False
    step = matching_step(decrypted(bytes(app.secret)), code=code, after=app.last_step, at=at)
    if step is None:
        return False
    app.last_step = step
    app.save(update_fields=["last_step"])
    return True


def _use_recovery_code(account: Account, *, code: str, at: datetime) -> bool:
    hashed = _hashed(account, code)
    used = RecoveryCode.objects.filter(account=account, code_hash=hashed, used_at=None).update(used_at=at)
    return used == 1


def _renewed_codes(account: Account, *, at: datetime) -> list[str]:
    RecoveryCode.objects.filter(account=account).delete()
    codes = [_new_code() for _number in range(sign_in_rules().second_factor.recovery_codes)]
    RecoveryCode.objects.bulk_create(
        RecoveryCode(account=account, unit_path=account.unit_path, code_hash=_hashed(account, code), made_at=at)
        for code in codes
    )
    return codes


def _new_code() -> str:
    letters = "".join(choice(ALPHABET) for _position in range(12))
    return "-".join(re.findall("....", letters))


def _hashed(account: Account, code: str) -> str:
    letters = re.sub(r"[^0-9a-z]", "", code.lower())
    return keyed_hash("recovery codes", f"{account.id}|{letters}")


def _digits(code: str) -> str:
    return re.sub(r"\D", "", code)
