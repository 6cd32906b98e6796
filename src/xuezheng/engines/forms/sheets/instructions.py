"""What a sheet tells who fills it in, in the language of who took it."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from xuezheng.engines.forms.changing import minute_of
from xuezheng.engines.forms.declared import Answer, Field, Need
from xuezheng.engines.forms.sheets.cells import choice_names
from xuezheng.engines.forms.sheets.lines import Book


def instructions(book: Book) -> Sequence[str]:
    collection = book.collection
    told = [
        _("Asked by %(unit)s. Due %(due)s, taken until %(closes)s.")
        % {
            "unit": collection.unit.name,
            "due": minute_of(collection.due_at),
            "closes": minute_of(collection.closes_at),
        },
        _("Taken from the platform at %(time)s with the reports of %(count)d units.")
        % {"time": minute_of(book.taken_at), "count": len(book.lines)},
        collection.purpose,
        collection.contact and _("Questions: %(contact)s") % {"contact": collection.contact},
        _(
            "Fill in the white cells. Grey cells are taken from records, computed, or locked; what stands there is not read."
        ),
        _("A title with a star is required. Below each title stands what is asked; point at a title to read more."),
        _("Emptying a cell takes its answer back. Leaving out a column, a sheet or the row of a unit changes nothing."),
        _("In a table, each row names its unit by its code; empty rows are passed over."),
        _("Several choices in one cell are parted by “、”. Files are handed in on the page of the report."),
        _(
            "Upload the file where you took it. First you see what would change and what is refused; nothing is written yet."
        ),
        _("What somebody else answered since then is not overwritten, unless you choose so for each answer."),
    ]
    return [sentence for sentence in told if sentence]


def told_of(field: Field) -> str:
    """Below its title: the measure, and whether it must be answered; for what is not asked, why."""
    if field.computed is not None:
        return _("computed")
    if field.source is not None:
        return _("from records")
    if field.answer is Answer.FILES:
        return _("on the page")
    needs = {Need.REQUIRED: _("required"), Need.EXPECTED: _("expected"), Need.OPTIONAL: _("optional")}
    parts = [str(field.unit), needs[field.need]]
    if field.answer is Answer.CHOICES:
        parts.append("、".join(choice_names(field)))
    return " · ".join(part for part in parts if part)
