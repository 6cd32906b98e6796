"""What may stand in a person's record: rules on plain values."""

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from xuezheng.kernel.refusals import Refusal, Refusals

PHONE = re.compile(r"\+?[0-9][0-9 ()-]{4,18}")
USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,39}")
NAME_LIMIT = 60


@dataclass(frozen=True, kw_only=True)
class Particulars:
    name: str
    phone: str
    email: str


def checked_particulars(*, name: str, phone: str, email: str) -> Particulars:
    """The three as they will be stored; refused all at once, so that a form shows every error."""
    name, phone, email = " ".join(name.split()), phone.strip(), email.strip()
    refusals = [refusal for refusal in (_of_name(name), _of_phone(phone), _of_email(email)) if refusal]
    if refusals:
        raise Refusals(refusals)
    return Particulars(name=name, phone=phone, email=email)


def is_username(text: str) -> bool:
    return USERNAME.fullmatch(text) is not None


def veiled(contact: str) -> str:
    """A contact as the journal keeps it: recognisable for who knows it, of no use to others."""
    return contact if len(contact) < 5 else f"{contact[:2]}…{contact[-2:]}"


def _of_name(name: str) -> Refusal | None:
    if not name:
        return Refusal(_("A person has a name. Write it as in the identity document."), field="name")
    if len(name) > NAME_LIMIT or not name.isprintable():
        return Refusal(_("The name has at most %(limit)d printable characters.") % {"limit": NAME_LIMIT}, field="name")
    return None


def _of_phone(phone: str) -> Refusal | None:
    if phone and not PHONE.fullmatch(phone):
        sentence = _("“%(phone)s” is no phone number. Write digits, such as 13800000000 or 0371-65900000.")
        return Refusal(sentence % {"phone": phone[:20]}, field="phone")
    return None


def _of_email(email: str) -> Refusal | None:
    try:
        if email:
            validate_email(email)
    except ValidationError:
        sentence = _("“%(email)s” is no e-mail address. It looks like name@school.example.")
        return Refusal(sentence % {"email": email[:60]}, field="email")
    return None
