"""The forms that monitoring ships ask nothing that a record holds, and take only from records there are."""

from decimal import Decimal

import pytest

from xuezheng.engines.forms.checking import check
from xuezheng.engines.forms.handing_over.fitting import unfit
from xuezheng.engines.forms.shipped import shipped_forms
from xuezheng.engines.forms.soundness import unsound
from xuezheng.engines.forms.sources import offer_of, overlaps


@pytest.mark.django_db
def test_shipped_forms_ask_nothing_that_is_known() -> None:
    forms = shipped_forms()
    assert sorted(forms) == ["connections_quarter", "course_inspection", "university_standard"]
    found = [one for form in forms.values() for one in overlaps(form)]
    assert [(one.field.code, one.source) for one in found if not one.field.although] == []
    assert [one.field.code for one in found] == ["students"]
    assert [str(mistake) for form in forms.values() for mistake in (*unsound(form), *unfit(form))] == []
    assert {form.code: [feed.into.table for feed in form.feeds] for form in forms.values()} == {
        "connections_quarter": ["connection_reports"],
        "course_inspection": [],
        "university_standard": ["university_it"],
    }
    taken = [one.source for form in forms.values() for one in form.fields() if one.source is not None]
    assert [str(source) for source in taken if offer_of(source.scheme, source.name) is None] == []


DIMENSIONS = {
    "infrastructure": 80,
    "platform": 90,
    "resources": 80,
    "teaching": 150,
    "governance": 100,
    "security": 100,
}
"""As 教办科技〔2019〕119号 has them, typed in here apart from the form."""
ITEMS = [27, 16, 21, 16, 50, 40, 60, 20, 48, 52, 50, 51, 49, 36, 24, 20, 20]


def scored(level: str, **other: str) -> dict[str, Decimal]:
    """Every computed value where all points stand at one level, but for those named."""
    form = shipped_forms()["university_standard"]
    chosen = {one.code: level for one in form.fields() if one.code.endswith("_level")} | other
    found = check(form, chosen).answers
    return {code: Decimal(str(kept)) for code, kept in found.items() if code not in chosen and isinstance(kept, str)}


def test_the_university_standard_has_6_17_and_51_indicators() -> None:
    full = scored("full")
    assert {name: full[f"{name}_points"] for name in DIMENSIONS} == DIMENSIONS
    items = [code for code in full if code.endswith("_points") and code.count("_") == 2]
    assert [full[code] for code in items] == ITEMS
    points = [code for code in full if f"{code}_level" in shipped_forms()["university_standard"].by_code]
    assert (len(points), sum(full[code] for code in points)) == (51, 600)
    assert [full["total_points"], full["total_share"]] == [600, 100]


def test_levels_weigh_and_an_empty_point_leaves_the_sum_open() -> None:
    assert [scored(level)["total_points"] for level in ("mostly", "partly", "none")] == [480, 300, 0]
    one = scored("full", governance_cio_level="partly")
    assert (one["governance_cio"], one["governance_leadership_points"], one["governance_points"]) == (
        Decimal("7.5"), Decimal("43.5"), Decimal("92.5"),
    )  # fmt: skip
    assert "total_points" not in scored("full", governance_cio_level="")
