"""Templates of bulletins in force: what a release ships, under what this installation words otherwise."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from xuezheng.kernel.refusals import Refusal
from xuezheng.modules.monitoring.bulletins.catalogue import ReadTemplate, read_template, shipped_texts
from xuezheng.modules.monitoring.models import Bulletin, BulletinBatch, TemplateWording


def newest_wordings(*, until: datetime | None = None) -> Mapping[str, TemplateWording]:
    rows = TemplateWording.objects.order_by("code", "-number").distinct("code")
    if until is not None:
        rows = rows.filter(worded_at__lt=until)
    return {row.code: row for row in rows}


def template_texts(*, until: datetime | None = None) -> Mapping[str, str]:
    """By code, as they were in force before that moment."""
    texts = dict(shipped_texts()) | {code: row.text for code, row in newest_wordings(until=until).items()}
    return dict(sorted(texts.items()))


def known_templates() -> Mapping[str, ReadTemplate]:
    return {code: read_template(text) for code, text in template_texts().items()}


def get_template(code: str) -> ReadTemplate:
    known = known_templates()
    if code not in known:
        raise Refusal(
            _("There is no template “%(code)s” of bulletins; there are: %(codes)s.")
            % {"code": code[:40], "codes": ", ".join(known)},
            field="template",
        )
    return known[code]


def template_name(code: str) -> str:
    """Of one that a later release no longer ships, its code."""
    found = known_templates().get(code)
    return found.name if found else code


def template_choices() -> list[tuple[str, str]]:
    return [(code, known.name) for code, known in known_templates().items()]


def name_templates(rows: Sequence[Bulletin | BulletinBatch]) -> None:
    """All at once, for the rows of a list."""
    names = dict(template_choices())
    for row in rows:
        row.template_name = names.get(row.template, row.template)
