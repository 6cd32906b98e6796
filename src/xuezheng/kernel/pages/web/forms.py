"""Refusals of actions as errors of a form."""

from django.forms import BaseForm

from xuezheng.kernel.refusals import Refusal, Refusals


def add_refusal(form: BaseForm, refusal: Refusal) -> None:
    """Put what the action said beside the input it is about, or above the form where it names none of its fields."""
    for part in refusal.refusals if isinstance(refusal, Refusals) else (refusal,):
        form.add_error(part.field if part.field in form.fields else None, str(part))
