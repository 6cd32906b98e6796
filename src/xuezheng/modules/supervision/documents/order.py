"""A supervision order as a Word document, after the layout of official documents."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from docx.enum.text import WD_ALIGN_PARAGRAPH

from xuezheng.engines.papers.writing.tables import Head, as_text
from xuezheng.engines.papers.writing.word import (
    add_heading,
    add_line,
    add_table,
    add_text,
    add_title,
    as_bytes,
    new_document,
)
from xuezheng.kernel.clock import today
from xuezheng.modules.supervision.facts import read_aloud
from xuezheng.modules.supervision.models import Order, OrderReply


def order_document(order: Order, replies: Sequence[OrderReply]) -> bytes:
    document = new_document()
    add_title(document, _("Supervision order"))
    add_line(document, order.number, align=WD_ALIGN_PARAGRAPH.CENTER)
    add_line(document, _("%(unit)s:") % {"unit": order.unit.name})
    add_heading(document, _("Matter"))
    add_text(document, order.title)
    facts = read_aloud(order.facts)
    if facts:
        add_heading(document, _("Facts"))
        add_table(document, [Head(title=_("Fact"), width=14), Head(title=_("As established"), width=40)], facts)
    if order.statement:
        add_text(document, order.statement)
    add_heading(document, _("Demanded action"))
    add_text(document, order.demand)
    add_text(document, _("Reply until %(day)s.") % {"day": order.due_on.isoformat()})
    for text in (order.issuer.name, today(order.issued_at).isoformat()):
        add_line(document, text, align=WD_ALIGN_PARAGRAPH.RIGHT)
    if replies:
        _add_replies(document, replies)
    return as_bytes(document)


def _add_replies(document: object, replies: Sequence[OrderReply]) -> None:
    add_heading(document, _("Replies"))
    heads = [
        Head(title=_("Replied on"), width=14),
        Head(title=_("Reply"), width=40),
        Head(title=_("Reason of the return"), width=24),
    ]
    rows = [(as_text(today(reply.replied_at)), reply.text, reply.return_reason) for reply in replies]
    add_table(document, heads, rows)
