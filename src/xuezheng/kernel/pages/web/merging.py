"""A form made from a version that is no longer the present one: what only somebody else changed comes in, what both changed is
shown side by side, and what was typed stays. Sent again, it is based on the present version.

For that a form with a field `version` carries marks of the values it was opened with.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm, BoundField, CheckboxInput, FileInput, MultiWidget, PasswordInput
from django.http import QueryDict
from django.utils.translation import gettext as _

VERSION, MARKS = "version", "version-read"
MARK_LENGTH = 12
NOTHING = "—"


@dataclass(frozen=True, kw_only=True)
class Clash:
    """A field that holds something else now: taken over where it was left as it was, else put beside what was typed."""

    name: str
    label: str
    theirs: str
    carried: str
    """The values of its inputs, as JSON."""
    is_taken: bool


def marks_of(form: BaseForm) -> str:
    """Of the values the reader was first shown, which a refused form brings along."""
    if form.is_bound:
        return str(form.data.get(MARKS, ""))
    return _present_marks(form)


def merge(form: BaseForm) -> None:
    """Called where the version was refused; `form.initial` holds what is there now."""
    if VERSION not in form.fields or form.initial.get(VERSION) is None:
        return
    marks = _read(str(form.data.get(MARKS, "")))
    data, clashes = QueryDict(mutable=True), []
    data.update(form.data)
    data[form[VERSION].html_name] = str(form.initial[VERSION])
    for field in _compared(form):
        theirs, mine = _carried(field, field.initial), _typed(field)
        if _mark(theirs) == _mark(mine) or not field.field.has_changed(field.initial, field.data):
            continue
        is_taken = marks.get(field.html_name) == _mark(mine)
        if is_taken:
            data.setlist(field.html_name, theirs)
        if marks.get(field.html_name) != _mark(theirs):
            clashes.append(_clash(field, theirs, is_taken=is_taken))
    data[MARKS] = _present_marks(form)
    form.data = data
    # For the template of fields, through which every form is shown.
    vars(form)["clashes"] = clashes


def _present_marks(form: BaseForm) -> str:
    return json.dumps({field.html_name: _mark(_carried(field, field.initial)) for field in _compared(form)})


def _compared(form: BaseForm) -> list[BoundField]:
    """What holds a plain value that may be shown and set."""
    apart = (FileInput, PasswordInput, MultiWidget)
    return [field for field in form.visible_fields() if not isinstance(field.field.widget, apart)]


def _clash(field: BoundField, theirs: list[str], *, is_taken: bool) -> Clash:
    return Clash(
        name=field.html_name,
        label=str(field.label),
        theirs=_read_by_people(field, theirs),
        carried=json.dumps(theirs),
        is_taken=is_taken,
    )


def _carried(field: BoundField, value: Any) -> list[str]:
    """As the browser would send it."""
    widget = field.field.widget
    if isinstance(widget, CheckboxInput):
        return ["on"] if widget.check_test(value) else []
    written = widget.format_value(field.field.prepare_value(value))
    return [str(one) for one in written] if isinstance(written, (list, tuple)) else [str(written or "")]


def _typed(field: BoundField) -> list[str]:
    data = field.form.data
    return data.getlist(field.html_name) if hasattr(data, "getlist") else [str(data.get(field.html_name, ""))]


def _read_by_people(field: BoundField, values: Sequence[str]) -> str:
    """Choices by their titles."""
    if isinstance(field.field.widget, CheckboxInput):
        return _("yes") if values else _("no")
    titles = {str(value): str(title) for value, title in _choices(field)}
    return "、".join(titles.get(value, value) for value in values if value) or NOTHING


def _choices(field: BoundField) -> list[tuple[Any, Any]]:
    flat: list[tuple[Any, Any]] = []
    for value, title in getattr(field.field, "choices", ()):
        flat += title if isinstance(title, (list, tuple)) else [(value, title)]
    return flat


def _mark(values: Sequence[str]) -> str:
    """Browsers end lines otherwise, and send nothing for what is empty."""
    plain = [value.replace("\r\n", "\n").strip() for value in values]
    return hashlib.sha256("\x1f".join(sorted(filter(None, plain))).encode()).hexdigest()[:MARK_LENGTH]


def _read(marks: str) -> Mapping[str, str]:
    """What comes back is no more than a help: anything else than our marks is none."""
    try:
        found = json.loads(marks)
    except ValueError:
        return {}
    return {str(name): str(mark) for name, mark in found.items()} if isinstance(found, dict) else {}
