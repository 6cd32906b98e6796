"""The organisation of the demonstration province: who leads, who is CIO, what was met about, laid down and looked into.

Made through the actions of the module with past moments, so that registers, coverage, journal and to-dos tell one story;
only what thousands of schools have is written at once.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import cycle
from random import Random
from uuid import UUID

from django.utils.translation import gettext as _

from xuezheng.kernel.clock import today
from xuezheng.kernel.files.facade import attach_file, received
from xuezheng.kernel.journal.facade import Record, record_many
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.scope.copying import insert_by_copy
from xuezheng.kernel.units.kinds import UnitKind
from xuezheng.kernel.units.models import Unit
from xuezheng.modules.organisation.actions import bodies, meetings, rules, surveys
from xuezheng.modules.organisation.actions.coverage import ask_for_coverage
from xuezheng.modules.organisation.attachments import EDITION
from xuezheng.modules.organisation.catalogue import body_kinds, coverage_rules
from xuezheng.modules.organisation.models import (
    Body,
    BodyMember,
    Cio,
    CioTraining,
    RuleEdition,
    Survey,
    SurveyPart,
)
from xuezheng.modules.plans import facade as plans
from xuezheng.site.demo.names import person_names
from xuezheng.site.demo.supervision import PostOf
from xuezheng.site.demo.units import Progress

SEED = 2018
WITH_CIO, TRAINED = 0.8, 0.6
"""Shares of schools; the rest is what coverage is there to show."""
NAMED_DAYS_AGO = (330, 290, 255, 210, 180, 150, 120, 95, 70, 50, 35, 20)
TRAINED_AFTER = 10
"""Days from the appointment to the training; less than since the last appointment."""
LEFT_OUT = 9
"""Every ninth county has no leading group yet."""
DUTIES = ("副校长", "校长", "党委副书记", "教务主任兼校长助理")
RULES = (
    ("教育厅机关信息系统建设运维管理暂行办法", "立项、建设、验收和运维各环节的责任与时限。"),
    ("河南省教育信息化专项资金管理办法", "专项资金的申报、使用、绩效和监督。"),
    ("信息技术安全事件报告与处置流程", "事件分级、报告时限和处置分工。"),
    ("中小学智慧校园建设指南", "中小学智慧校园的建设内容和分级要求。"),
    ("高校智慧校园建设指南", "高等学校智慧校园的建设内容和分级要求。"),
)
"""The five rules that the province's work points of 2017 (教科技〔2017〕678号) name; what each says is made up."""
MEETINGS: tuple[tuple[str, str, int, tuple[str, ...]], ...] = (
    ("topic", "网络安全责任制专题会议", 220, ("各市县明确网络安全责任人", "完成重要信息系统定级备案")),
    ("promotion", "网络学习空间应用推进会", 130, ("提高教师空间应用水平", "遴选一批空间应用典型案例")),
    ("topic", "首席信息官制度专题会议", 45, ("年底前各学校明确首席信息官", "组织首席信息官轮训")),
)
SURVEYS = (
    ("乡村学校网络带宽与多媒体设备使用情况", "了解乡村学校带宽和设备的实际使用，查找短板。", 160, True),
    ("县级数据治理人员与经费保障情况", "掌握县级教育部门数据治理的人员和经费。", 30, False),
)
FOUND = (
    "实地查看乡村学校12所，其中4所带宽不足50兆，课间同时上网即卡顿；多媒体设备每周使用不到三节的班级约占四成。",
    "教学点共用宽带的情况较多；设备保修期已过、无人维修的教室有17间，教师希望就近得到技术支持。",
    "带宽均已达标，使用率偏低的主要原因是缺少适用资源和教研安排，年轻教师使用明显更多。",
)
"""What units report of a survey, in turn; the last unit of one that is under way is still to report."""


def load_organisation(
    *, post: ActingPost, post_of: PostOf, at: datetime, progress: Progress, seed: int = SEED
) -> dict[str, int]:
    """`post` acts at the provincial department with its administrator's permissions, `post_of(unit)` for a bureau below it.
    Returns how many of each were made.

    Call it within the loading transaction, after people; resolutions become tasks where the department has published work
    points that are in force.
    """
    draw = Random(seed)  # noqa: S311 - the same province everywhere is the point
    names = person_names(draw)
    with bound(post):
        units = list(Unit.objects.filter(unit_path__startswith=post.scope_path, closed_on=None).order_by("unit_path"))
        offices = [unit for unit in units if unit.kind in coverage_rules()["leading_group"].units]
        schools = [unit for unit in units if unit.kind in coverage_rules()["cio"].units]
        department, counties = offices[0], [unit for unit in offices if unit.kind == UnitKind.COUNTY_BUREAU]
        founded = _found(post, offices, names, at=at, progress=progress)
        _found_at_schools(
            post, [unit for unit in units if unit.kind in coverage_rules()["coordination_body"].units], at=at
        )
        named = _name_cios(post, schools, names, at=at, draw=draw, progress=progress)
        _meet(post, founded[department.id], counties, at=at)
        first_rule = _lay_down(post, at=at)
        _look_into(post, post_of, counties[:4], first_rule, at=at)
        if len(founded) < len(offices):
            ask_for_coverage(post=post, rule="leading_group", below_id=department.id, at=at - timedelta(days=5))
    return {"bodies": len(founded), "cios": named, "meetings": len(MEETINGS), "rules": len(RULES)}


SEATS = (("chair", "党组书记、局长"), ("deputy", "副局长"), ("secretary", "信息化工作负责人"))


def _found(
    post: ActingPost, offices: Sequence[Unit], names: Iterator[str], *, at: datetime, progress: Progress
) -> dict[int, UUID]:
    """A leading group of the province and each city, founded as a person would; and of all counties but some, as rows."""
    counties = [unit for unit in offices if unit.kind == UnitKind.COUNTY_BUREAU]
    with_group = [unit for place, unit in enumerate(counties, start=1) if place % LEFT_OUT]
    above = [unit for unit in offices if unit.kind != UnitKind.COUNTY_BUREAU]
    found = {}
    for done, unit in enumerate(above, start=1):
        found[unit.id] = _found_by_hand(post, unit, names, at=at - timedelta(days=300 + done % 60))
        progress(_("leading groups"), done, len(above) + len(with_group))
    moment = at - timedelta(days=300)
    rows = [_body(unit, "leading_group", moment, called=f"{unit.name}{_group_name()}") for unit in with_group]
    insert_by_copy(rows)
    insert_by_copy(
        [
            BodyMember(
                body=body, unit_path=body.unit_path, role=role, name=next(names), duty=duty, valid_from=body.founded_on
            )
            for body in rows
            for role, duty in SEATS
        ]
    )
    record_many((_founding(body) for body in rows), post=post, at=moment)
    return found | {body.unit_id: body.id for body in rows}


def _found_by_hand(post: ActingPost, unit: Unit, names: Iterator[str], *, at: datetime) -> UUID:
    body = bodies.found_body(
        post=post,
        unit_id=unit.id,
        kind="leading_group",
        name=f"{unit.name}{_group_name()}",
        founded_on=today(at),
        at=at,
    )
    for role, duty in SEATS:
        bodies.seat_member(
            post=post, body_id=body.id, role=role, name=next(names), duty=duty, valid_from=today(at), at=at
        )
    return body.id


def _group_name() -> str:
    return body_kinds()["leading_group"].full_names["zh"]


def _found_at_schools(post: ActingPost, schools: Sequence[Unit], *, at: datetime) -> None:
    """Two schools of three have their coordination body, and universities all but every fourth their office besides."""
    moment = at - timedelta(days=200)
    rows = [_body(unit, "coordination_body", moment) for place, unit in enumerate(schools) if place % 3]
    universities = [unit for unit in schools if unit.kind in coverage_rules()["functional_office"].units]
    rows += [_body(unit, "functional_office", moment) for place, unit in enumerate(universities) if place % 4]
    insert_by_copy(rows)
    record_many((_founding(body) for body in rows), post=post, at=moment)


def _body(unit: Unit, code: str, moment: datetime, *, called: str = "") -> Body:
    name = called or body_kinds()[code].full_names["zh"]
    day = max(today(moment), unit.opened_on)
    return Body(unit=unit, unit_path=unit.unit_path, kind=code, name=name, founded_on=day)


def _founding(body: Body) -> Record:
    return Record(
        act="organisation.found_body",
        object_kind="organisation.body",
        object_id=body.id,
        object_name=body.name,
        unit_path=body.unit_path,
        after={"kind": body.kind, "name": body.name, "unit": body.unit.name, "founded_on": body.founded_on.isoformat()},
    )


def _name_cios(
    post: ActingPost, schools: Sequence[Unit], names: Iterator[str], *, at: datetime, draw: Random, progress: Progress
) -> int:
    """Counties report their schools' CIOs in batches, so each batch is of one day, and trained together later."""
    named = 0
    for place, days in enumerate(NAMED_DAYS_AGO):
        moment = at - timedelta(days=days)
        batch = [
            _cio(school, next(names), draw=draw, moment=moment)
            for school in schools[place :: len(NAMED_DAYS_AGO)]
            if draw.random() < WITH_CIO
        ]
        insert_by_copy(batch)
        insert_by_copy([training for cio in batch if (training := _training(cio)) is not None])
        record_many((_record(cio) for cio in batch), post=post, at=moment)
        named += len(batch)
        progress(_("CIOs of schools"), place + 1, len(NAMED_DAYS_AGO))
    return named


def _cio(school: Unit, name: str, *, draw: Random, moment: datetime) -> Cio:
    day = max(today(moment), school.opened_on)
    trained_on = day + timedelta(days=TRAINED_AFTER) if draw.random() < TRAINED else None
    duty = draw.choice(DUTIES)
    return Cio(unit=school, unit_path=school.unit_path, name=name, duty=duty, valid_from=day, trained_on=trained_on)


def _training(cio: Cio) -> CioTraining | None:
    if cio.trained_on is None:
        return None
    return CioTraining(cio=cio, unit_path=cio.unit_path, title="首席信息官专题培训", trained_on=cio.trained_on)


def _record(cio: Cio) -> Record:
    return Record(
        act="organisation.name_cio",
        object_kind="organisation.cio",
        object_id=cio.id,
        object_name=cio.name,
        unit_path=cio.unit_path,
        after={"name": cio.name, "duty": cio.duty, "unit": cio.unit.name, "valid_from": cio.valid_from.isoformat()},
    )


def _meet(post: ActingPost, body_id: UUID, counties: Sequence[Unit], *, at: datetime) -> None:
    published = [plan for plan in plans.plans_of(post, unit_path=post.scope_path) if plan.state == "published"]
    for kind, topic, days, resolved in MEETINGS:
        moment = at - timedelta(days=days)
        meeting = meetings.record_meeting(
            post=post,
            kind=kind,
            topic=topic,
            held_on=today(moment),
            body_id=body_id,
            place="教育厅第一会议室",
            summary=f"会议围绕“{topic}”听取汇报，议定{len(resolved)}项工作。",
            at=moment,
        )
        for place, text in enumerate(resolved):
            resolution = meetings.record_resolution(post=post, meeting_id=meeting.id, text=text, at=moment)
            in_force = [plan for plan in published if plan.published_at is not None and plan.published_at < moment]
            if place == 0 and in_force:
                meetings.turn_into_task(
                    post=post,
                    resolution_id=resolution.id,
                    version=resolution.version,
                    plan_id=in_force[0].id,
                    heading=text,
                    lead_unit_ids=[unit.id for unit in counties[:12]],
                    due_on=today(moment + timedelta(days=120)),
                    at=moment,
                )


def _lay_down(post: ActingPost, *, at: datetime) -> UUID:
    """Five documents: four in force, the last a draft. Returns the first one's id."""
    ids = []
    for place, (title, summary) in enumerate(RULES):
        moment = at - timedelta(days=320 - 40 * place)
        rule = rules.draft_rule(post=post, title=title, summary=summary, at=moment)
        ids.append(rule.id)
        edition = RuleEdition.objects.get(rule=rule)
        words = f"{title}\n（演示文本）\n第一条 {summary}\n".encode()
        with received([words], name=f"{title}.txt") as file:
            attach_file(post=post, object_kind=EDITION, object_id=str(edition.id), file=file, at=moment)
        if place < len(RULES) - 1:
            later = moment + timedelta(days=20)
            rules.issue_edition(
                post=post,
                edition_id=edition.id,
                version=edition.version,
                doc_number=f"教科技〔{later.year}〕{11 + place}号",
                issued_on=today(later),
                in_force_from=today(later + timedelta(days=10)),
                at=later,
            )
    return ids[0]


def _look_into(post: ActingPost, post_of: PostOf, counties: Sequence[Unit], rule_id: UUID, *, at: datetime) -> None:
    """One survey that is concluded and used, one that is under way."""
    for question, purpose, days, concluded in SURVEYS:
        moment = at - timedelta(days=days)
        survey = surveys.open_survey(
            post=post,
            question=question,
            purpose=purpose,
            conductor="科技处",
            begins_on=today(moment),
            ends_on=today(moment + timedelta(days=60)),
            unit_ids=[unit.id for unit in counties],
            at=moment,
        )
        reporting = counties if concluded else counties[:-1]
        _report(survey, {unit.id: post_of(unit) for unit in reporting}, at=moment + timedelta(days=20))
        if not concluded:
            continue
        later = moment + timedelta(days=70)
        results = "约三成乡村学校带宽不足，设备多而常用者少；宜先保障带宽，再以教研带动应用。"
        surveys.conclude_survey(post=post, survey_id=survey.id, version=survey.version, results=results, at=later)
        surveys.record_use(
            post=post,
            survey_id=survey.id,
            words="写入专项资金管理的支持范围",
            used_on=today(later),
            rule_id=rule_id,
            at=later,
        )


def _report(survey: Survey, posts: Mapping[int, ActingPost], *, at: datetime) -> None:
    parts = SurveyPart.objects.filter(survey=survey, unit_id__in=posts).order_by("unit_path")
    for part, words in zip(parts, cycle(FOUND), strict=False):
        with bound(posts[part.unit_id]) as reporter:
            surveys.report_findings(post=reporter, part_id=part.id, version=part.version, findings=words, at=at)
