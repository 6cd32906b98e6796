"""Moves in the sign-ins' own reports, made by the actions of the house: answers, remarks, corrections asked and answered."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from xuezheng.engines.forms.actions.correcting import answer_correction, ask_correction
from xuezheng.engines.forms.actions.reporting import remark_on_report, save_answers
from xuezheng.engines.forms.models import Collection, Correction, Report
from xuezheng.engines.forms.reading_editions import form_of
from xuezheng.engines.forms.reading_reports import filled_now
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.models import Unit
from xuezheng.site.demo.leading import administrator_of
from xuezheng.site.demo.plans.cast import Cast

SCHOOL, COUNTY = "school-administrator", "gushi-administrator"
TWO_MORE = 2


def play_corrections(
    cast: Cast, earlier: Collection, present: Collection, *, words: Mapping[str, Any], at: datetime
) -> None:
    """Of the past quarter one was asked and answered; of the present one another waits."""
    asked_at = earlier.opens_at + timedelta(days=1)
    row = _ask(cast, earlier, "multimedia_classrooms", words["claimed"], at=asked_at)
    owner = administrator_of(Unit.objects.get(unit_path=row.owner_path), at=at)
    with bound(owner):
        answer_correction(
            post=owner, correction_id=row.id, version=row.version, answer=Correction.Answer.PUT_RIGHT,
            words=words["answered"], at=asked_at + timedelta(days=2),
        )  # fmt: skip
    _ask(cast, present, "classrooms", words["claimed_again"], at=at - timedelta(days=1))
    for who, said, day in ((COUNTY, words["asked"], 6), (SCHOOL, words["remark"], 7)):
        with bound(cast.post(who)):
            report = _report(cast, earlier)
            remark_on_report(
                post=cast.post(who), report_id=report.id, field="rooms_out_of_use", words=said,
                at=earlier.opens_at + timedelta(days=day),
            )  # fmt: skip


def play_filling(cast: Cast, present: Collection, inspected: Collection, *, at: datetime) -> None:
    """The school has begun both reports."""
    quarter = {"rooms_out_of_use": "0", "helper": True}
    lessons = {
        "on_timetable": True, "lessons_planned": "18", "lessons_given": "16",
        "visited": [{"grade": "4", "topic": "图形化编程：循环", "pupils": "42", "machines": "45"}],
    }  # fmt: skip
    _save(cast, present, quarter, at=at - timedelta(hours=30))
    _save(cast, inspected, lessons, at=at - timedelta(hours=28))


def _save(cast: Cast, collection: Collection, answers: Mapping[str, Any], *, at: datetime) -> None:
    post = cast.post(SCHOOL)
    with bound(post):
        save_answers(
            post=post, report_id=_report(cast, collection).id, changes=answers,
            based_on={code: [] if isinstance(given, list) else None for code, given in answers.items()}, at=at,
        )  # fmt: skip


def _ask(cast: Cast, collection: Collection, field: str, reason: str, *, at: datetime) -> Correction:
    post = cast.post(SCHOOL)
    with bound(post):
        report = _report(cast, collection)
        present = filled_now(post, report, form_of(report.collection.edition)).get(field, {}).get("value", "0")
        claimed = str(int(present) + TWO_MORE)
        return ask_correction(post=post, report_id=report.id, field=field, claimed=claimed, reason=reason, at=at)


def _report(cast: Cast, collection: Collection) -> Report:
    path = cast.stand_ins["@school"].unit_path
    return Report.objects.select_related("collection__edition", "unit").get(collection=collection, unit_path=path)
