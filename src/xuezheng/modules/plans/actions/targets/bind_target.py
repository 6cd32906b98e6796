"""Binding a target to the indicator that measures it, and loosening the bond."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.kernel.outbox.facade import announce
from xuezheng.kernel.refusals import Conflict, Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.plans.achievement import asked_of, asks_of_each, terms_of
from xuezheng.modules.plans.actions.targets.locking import note_target, own_target
from xuezheng.modules.plans.events import TargetBound
from xuezheng.modules.plans.indicators import Indicator, find_indicator
from xuezheng.modules.plans.models import Target


class IndicatorIsUnknown(Refusal):
    """A bond to nothing would look like a measurement."""


class IndicatorCountsOtherwise(Refusal):
    """44.4 % of the schools are not 44.4 schools."""


@transaction.atomic
def bind_target(*, post: ActingPost, target_id: UUID, version: int, code: str, at: datetime) -> Target:
    """From now on the indicator tells how far the target is; evidence typed before stays readable and counts no more."""
    target = own_target(post, target_id, version=version)
    code = code.strip()
    indicator = find_indicator(code)
    if indicator is None:
        raise IndicatorIsUnknown(
            _("There is no indicator “%(code)s”. Choose one from the list, or state why the target cannot be measured.")
            % {"code": code[:80]},
            field="code",
        )
    _refuse_other_terms(target, indicator)
    return _set(target, code=code, act="bind_target", post=post, at=at)


def _refuse_other_terms(target: Target, indicator: Indicator) -> None:
    if indicator.counts_alike(terms_of(target)):
        return
    if asks_of_each(target) and indicator.is_total:
        raise IndicatorCountsOtherwise(
            _(
                "“%(indicator)s” adds up what all units did, and the target asks %(asked)s of each: they cannot be compared."
                " Choose an indicator of each unit or a share of units, or state why the target cannot be measured."
            )
            % {"indicator": indicator.name, "asked": asked_of(target)},
            field="code",
        )
    raise IndicatorCountsOtherwise(
        _(
            "“%(indicator)s” is a percentage and the target asks for %(asked)s: they cannot be compared."
            " Choose an indicator that counts, or state why the target cannot be measured."
        )
        % {"indicator": indicator.name, "asked": asked_of(target)}
        if indicator.is_percentage
        else _(
            "“%(indicator)s” is a number and the target asks for %(asked)s: they cannot be compared."
            " Choose an indicator that is a percentage, or state why the target cannot be measured."
        )
        % {"indicator": indicator.name, "asked": asked_of(target)},
        field="code",
    )


@transaction.atomic
def unbind_target(*, post: ActingPost, target_id: UUID, version: int, at: datetime) -> Target:
    target = own_target(post, target_id, version=version)
    if not target.indicator_code:
        raise Conflict(_("The target is bound to no indicator; there is nothing to loosen."))
    return _set(target, code="", act="unbind_target", post=post, at=at)


def _set(target: Target, *, code: str, act: str, post: ActingPost, at: datetime) -> Target:
    before = {"indicator_code": target.indicator_code, "unmeasurable": target.unmeasurable}
    target.indicator_code, target.unmeasurable = code, ""
    target.version += 1
    target.save(update_fields=["indicator_code", "unmeasurable", "version"])
    note_target(act, post=post, target=target, at=at, before=before, after={"indicator_code": code})
    announce(TargetBound(target_id=str(target.id), indicator_code=code, unit_path=target.unit_path), at=at)
    return target
