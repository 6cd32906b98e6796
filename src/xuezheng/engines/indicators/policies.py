"""Who may see values and runs: values lie with their unit, runs are told to all below the place that computed."""

from django.db.models import Q, QuerySet

from xuezheng.engines.indicators.models import IndicatorValue, Run
from xuezheng.kernel.scope.acting import ActingPost, ancestors_of


def can_view_indicator_value(post: ActingPost, indicator_value: IndicatorValue) -> bool:
    return post.covers(indicator_value.unit_path) or indicator_value.unit_path in post.granted_paths


def indicator_values_visible_to(post: ActingPost) -> QuerySet[IndicatorValue]:
    return IndicatorValue.objects.filter(Q(unit_path__startswith=post.scope_path) | Q(unit_path__in=post.granted_paths))


def can_view_run(post: ActingPost, run: Run) -> bool:
    return post.covers(run.unit_path) or run.unit_path in (*ancestors_of(post.scope_path), *post.granted_paths)


def runs_visible_to(post: ActingPost) -> QuerySet[Run]:
    return Run.objects.filter(
        Q(unit_path__startswith=post.scope_path)
        | Q(unit_path__in=(*ancestors_of(post.scope_path), *post.granted_paths))
    )
