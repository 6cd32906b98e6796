"""Tags of the jobs' pages."""

from django import template
from django.utils.translation import gettext_lazy as _

register = template.Library()

EVENTS = {
    "deferred": _("queued"),
    "started": _("started"),
    "deferred_for_retry": _("put back to be tried again"),
    "failed": _("failed"),
    "succeeded": _("done"),
    "cancelled": _("cancelled"),
    "abort_requested": _("asked to stop"),
    "aborted": _("stopped"),
    "scheduled": _("set for"),
    "retried": _("tried again by an operator"),
}


@register.simple_tag
def job_event(kind: str) -> object:
    return EVENTS.get(kind, kind)
