"""Refusals of actions as errors of a form."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.forms import BaseForm, BooleanField, Field
from django.http import QueryDict
from django.utils.translation import gettext as _

from xuezheng.kernel.refusals import Refusal, Refusals, VersionIsStale

SHOWN = 200
"""Characters of what stands in a field now."""


def add_refusal(form: BaseForm, refusal: Refusal) -> None:
    """Put what the action said beside the input it is about, or above the form where it names none of its fields."""
    for part in refusal.refusals if isinstance(refusal, Refusals) else (refusal,):
        form.add_error(part.field if part.field in form.fields else None, str(part))
    if isinstance(refusal, VersionIsStale):
        _show_present(form)


def _show_present(form: BaseForm) -> None:
    """What was typed stays; beside it stands what others wrote, and to send it again is to have seen that."""
    present = form.initial.get("version")
    if present is None or "version" not in form.fields:
        return
    typed = QueryDict(mutable=True)
    typed.update(form.data)
    typed[form.add_prefix("version")] = str(present)
    form.data = typed
    for name, field in form.fields.items():
        known = name in form.initial and not field.widget.is_hidden
        if known and field.has_changed(form.initial[name], form[name].data):
            form.add_error(name, _("By now it says: %(present)s") % {"present": _in_words(field, form.initial[name])})


def _in_words(field: Field, value: object) -> str:
    if isinstance(field, BooleanField):
        return _("yes") if value else _("no")
    titles = {str(key): str(title) for key, title in getattr(field, "choices", ())}
    return titles.get(str(value)) or str(value or "—")[:SHOWN]


@contextmanager
def refusals_into(form: BaseForm) -> Iterator[None]:
    """Call an action inside: where it refuses, what it had changed is undone and the form says why (`form.is_valid()`)."""
    try:
        with transaction.atomic():
            yield
    except Refusal as refusal:
        add_refusal(form, refusal)
