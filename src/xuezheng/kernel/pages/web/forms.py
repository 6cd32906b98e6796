"""Refusals of actions as errors of a form."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.forms import BaseForm

from xuezheng.kernel.pages.web.merging import merge
from xuezheng.kernel.refusals import NotAllowed, Refusal, Refusals, VersionIsStale


def add_refusal(form: BaseForm, refusal: Refusal) -> None:
    """Put what the action said beside the input it is about, or above the form where it names none of its fields."""
    for part in refusal.refusals if isinstance(refusal, Refusals) else (refusal,):
        form.add_error(part.field if part.field in form.fields else None, str(part))
    if isinstance(refusal, VersionIsStale):
        merge(form)


@contextmanager
def refusals_into(form: BaseForm) -> Iterator[None]:
    """Call an action inside: where it refuses, what it had changed is undone and the form says why (`form.is_valid()`).

    That the post may not do it at all, whatever was answered, is no error of the form: it is said in its place.
    """
    try:
        with transaction.atomic():
            yield
    except NotAllowed as refusal:
        if refusal.field not in form.fields:
            raise
        add_refusal(form, refusal)
    except Refusal as refusal:
        add_refusal(form, refusal)
