"""A report's values put together: what was given, what sources filled, what is computed, and what the rules say."""

from collections.abc import Mapping
from typing import Any

from xuezheng.engines.forms.answers import Kept
from xuezheng.engines.forms.checking import Checked, check
from xuezheng.engines.forms.declared import Form
from xuezheng.engines.forms.models import Report
from xuezheng.engines.forms.sources import known_values
from xuezheng.kernel.scope.acting import ActingPost


def given_to(report: Report, form: Form, code: str) -> Any:
    """What is kept for a field, or all rows of a table."""
    return report.rows.get(code, []) if code in form.tables_by_code else report.answers.get(code)


def present_answers(report: Report, form: Form) -> dict[str, Kept]:
    """What was given and what sources filled."""
    return {**report.answers, **{code: known["value"] for code, known in report.filled.items() if code in form.by_code}}


def checked_report(report: Report, form: Form) -> Checked:
    return check(form, present_answers(report, form), report.rows)


def counts_of(checked: Checked) -> dict[str, int]:
    return {
        "errors": len(checked.errors),
        "warnings": len(checked.findings) - len(checked.errors),
        "missing": checked.missing,
    }


def counts_at_first(form: Form) -> dict[str, int]:
    """Of a report in which nothing stands yet."""
    return counts_of(check(form, {}))


def filled_now(post: ActingPost, report: Report, form: Form) -> Mapping[str, Mapping[str, Any]]:
    """What the sources say today: they are asked again until the report is submitted, since a form follows its sources."""
    if not any(field.source is not None for field in form.fields()):
        return {}
    found = known_values(post, form, period=report.collection.period, unit_paths=[report.unit_path])
    return {
        code: {"value": known.value, "as_of": known.as_of.isoformat()}
        for code, known in found.get(report.unit_path, {}).items()
    }
