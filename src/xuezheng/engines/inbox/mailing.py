"""Mails as they leave: plain text and the same as HTML, in the reader's language, with links where the site has an address."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

FILES = "django.core.mail.backends.filebased.EmailBackend"


def goes_to_files() -> bool:
    """No mail server is set: mails are written as files under the home, for who tries the platform out."""
    return settings.EMAIL_BACKEND == FILES


def send_digest_mail(content: Mapping[str, Any], *, day: date, address: str) -> None:
    """Raises what the mail server answers where it does not take it."""
    with translation.override(str(content.get("language") or settings.LANGUAGE_CODE)):
        mail = EmailMultiAlternatives(
            subject=subject_of(content),
            body=render_to_string("inbox/mail/digest.txt", _context(content, day)),
            from_email=settings.DEFAULT_FROM_EMAIL,
            to=[address],
            headers={"Auto-Submitted": "auto-generated"},
        )
        mail.attach_alternative(render_to_string("inbox/mail/digest.html", _context(content, day)), "text/html")
    mail.send()


def subject_of(content: Mapping[str, Any]) -> str:
    todos = len(content["todos"]) + content["more_todos"]
    messages = len(content["messages"]) + content["more_messages"]
    parts = [
        ngettext("%(count)d to-do is due", "%(count)d to-dos are due", todos) % {"count": todos} if todos else "",
        ngettext("%(count)d new message", "%(count)d new messages", messages) % {"count": messages} if messages else "",
    ]
    return _("Xuezheng: %(parts)s") % {"parts": _(", ").join(part for part in parts if part)}


def _context(content: Mapping[str, Any], day: date) -> dict[str, Any]:
    origin = settings.PUBLIC_ORIGIN.rstrip("/")
    return {
        "language": "zh-Hans" if translation.get_language() == "zh-hans" else translation.get_language(),
        "subject": subject_of(content),
        "day": date_format(day, "DATE_FORMAT"),
        "todos": _linked(content["todos"], origin),
        "more_todos": content["more_todos"],
        "messages": _linked(content["messages"], origin),
        "more_messages": content["more_messages"],
        "subscription": f"{origin}{reverse('subscription')}" if origin else "",
        "inbox": f"{origin}{reverse('todos')}" if origin else "",
    }


def _linked(lines: Sequence[Mapping[str, str]], origin: str) -> list[dict[str, str]]:
    return [{**line, "link": f"{origin}{line['url']}" if origin and line["url"] else ""} for line in lines]
