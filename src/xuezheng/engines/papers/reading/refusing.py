"""Refusals of reading."""

from django.utils.translation import gettext as _

from xuezheng.kernel.refusals import Refusal


class PaperIsNoPlan(Refusal):
    """The text is no list of tasks that reading could turn into structure."""

    code = "no-plan"


def empty_text() -> PaperIsNoPlan:
    return PaperIsNoPlan(_("The file holds no text; a plan as text is needed, not a picture of it."), field="file")


def no_headings() -> PaperIsNoPlan:
    return PaperIsNoPlan(
        _(
            "No numbered heading (一、 or （一） or 1.) was found; work points with numbered sections and tasks are needed."
        ),
        field="file",
    )


def no_tasks() -> PaperIsNoPlan:
    return PaperIsNoPlan(
        _(
            "Headings were found, but no task under them; work points that list tasks, best with responsible units, are needed."
        ),
        field="file",
    )


def other_document(kind: str) -> PaperIsNoPlan:
    return PaperIsNoPlan(
        _(
            "By its title the text is of another kind (%(kind)s), and it names no responsible unit; "
            "work points or a task list are needed."
        )
        % {"kind": kind},
        field="file",
    )


def no_plan_named() -> PaperIsNoPlan:
    return PaperIsNoPlan(
        _(
            "Neither the title names a plan (要点, 计划, 任务, 方案 …) nor is any responsible unit named; "
            "work points or a task list are needed, not an article."
        ),
        field="file",
    )
