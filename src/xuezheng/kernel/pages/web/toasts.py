"""Notices at the corner of the page: `messages` for the next full page, this for an answer to a script."""

import json

from django.http import HttpResponse
from django.utils.functional import Promise

LEVELS = ("info", "success", "warning", "error")


def add_toast(response: HttpResponse, text: str | Promise, *, level: str = "success") -> HttpResponse:
    """The script shows the notice when the answer arrives, whatever its status."""
    response["HX-Trigger"] = json.dumps({"toast": {"text": str(text), "level": level}})
    return response
