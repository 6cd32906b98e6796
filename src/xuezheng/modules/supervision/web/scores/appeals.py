"""Making an appeal, its page, deciding it."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from xuezheng.kernel.clock import now
from xuezheng.kernel.files.facade import shown_attachments
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.pages.web.answers import answer_form
from xuezheng.modules.supervision.actions import scores as acts
from xuezheng.modules.supervision.attached_files import APPEAL
from xuezheng.modules.supervision.models import Appeal
from xuezheng.modules.supervision.places import appeal_path, fact_path, score_path
from xuezheng.modules.supervision.policies.scores import can_decide_appeal
from xuezheng.modules.supervision.queries.scores import get_appeal, get_line
from xuezheng.modules.supervision.saying import sentence_of
from xuezheng.modules.supervision.web.scores import forms as asked
from xuezheng.modules.supervision.web.scores.lists import outcome_tag


@post_required("supervision.appeal")
def appeal_line(request: PostRequest, line_id: UUID) -> HttpResponse:
    line = get_line(request.post, line_id)

    def act(values: dict[str, Any]) -> str:
        acts.appeal_line(post=request.post, line_id=line.id, at=now(), **values)
        return _("The appeal is made; %(unit)s decides about it.") % {"unit": line.score.scoring.unit.name}

    return answer_form(
        request,
        form=asked.AppealForm(request.POST or None),
        act=act,
        title=_("Appeal against a line"),
        about=f"{line.number} {line.title} · {sentence_of(line)}",
        back=score_path(line.score_id),
    )


@post_required("supervision.read")
def appeal_page(request: PostRequest, appeal_id: UUID) -> HttpResponse:
    appeal = get_appeal(request.post, appeal_id)
    line = appeal.line
    context = {
        "appeal": appeal,
        "line": line,
        "score": line.score,
        "sentence": sentence_of(line),
        "fact": fact_path(line.fact, line.subject_id),
        "outcome": outcome_tag(appeal),
        "may_decide": appeal.outcome == Appeal.Outcome.OPEN and can_decide_appeal(request.post, appeal),
        "files": shown_attachments(request.post, object_kind=APPEAL, object_id=str(appeal.id)),
    }
    return render(request, "supervision/scores/appeal.html", context)


@post_required("supervision.score")
def decide_appeal(request: PostRequest, appeal_id: UUID) -> HttpResponse:
    appeal = get_appeal(request.post, appeal_id)

    def act(values: dict[str, Any]) -> str:
        upheld = values["outcome"] == "upheld"
        acts.decide_appeal(
            post=request.post,
            appeal_id=appeal.id,
            version=values["version"],
            upheld=upheld,
            decision=values["decision"],
            at=now(),
        )
        return _("The line is struck and the score corrected.") if upheld else _("The appeal is rejected.")

    return answer_form(
        request,
        form=asked.DecisionForm(request.POST or None, initial={"version": appeal.version}),
        act=act,
        title=_("Decide the appeal"),
        about=f"{appeal.line.score.unit_name} · {appeal.line.title}",
        explained=appeal.reason,
        back=appeal_path(appeal.id),
    )
