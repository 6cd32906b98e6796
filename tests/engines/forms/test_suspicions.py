"""Each kind of suspicion is found in figures made to carry it, and in no other."""

import pyarrow as pa

from xuezheng.engines.forms.suspicions import FIGURES, Suspect, Suspicion, suspects_among

FIELDS = ("a", "b", "c", "d", "e")


def figures(*, changed: dict[tuple[str, str], float], last: dict[tuple[str, str], float]) -> pa.Table:
    """Thirty schools of two counties whose figures differ a little from each other."""
    rows = [
        {
            "report": f"r{school:02}",
            "peers": "primary",
            "neighbourhood": f"county{school % 2}",
            "field": field,
            "value": changed.get((f"r{school:02}", field), 100.0 + school),
            "last": last.get((f"r{school:02}", field)),
        }
        for school in range(30)
        for field in FIELDS
    ]
    return pa.Table.from_pylist(rows, schema=FIGURES)


def suspect(kind: Suspicion, report: str, field: str, value: float, beside: float) -> Suspect:
    return Suspect(suspicion=kind, report=report, field=field, value=value, beside=beside)


def test_ordinary_figures_are_not_suspected() -> None:
    assert suspects_among(figures(changed={}, last={})) == []


def test_a_figure_far_from_its_peers_is_an_outlier() -> None:
    found = suspects_among(figures(changed={("r29", "a"): 5000.0}, last={}))
    assert found == [suspect(Suspicion.OUTLIER, "r29", "a", 5000.0, 114.5)]


def test_more_than_double_is_a_jump_and_double_is_not() -> None:
    found = suspects_among(figures(changed={}, last={("r04", "b"): 51.0, ("r10", "b"): 55.0}))
    assert found == [suspect(Suspicion.JUMP, "r04", "b", 104.0, 51.0)]


def test_small_numbers_do_not_jump() -> None:
    found = suspects_among(
        figures(changed={("r04", "a"): 3.0, ("r10", "a"): 7.0}, last={("r04", "a"): 1.0, ("r10", "a"): 2.0})
    )
    jumps = [one for one in found if one.suspicion is Suspicion.JUMP]
    assert jumps == [suspect(Suspicion.JUMP, "r10", "a", 7.0, 2.0)]


def test_a_report_that_repeats_last_period_is_a_copy() -> None:
    repeated = {("r03", field): 103.0 for field in FIELDS}
    almost = {("r05", field): 105.0 for field in FIELDS[:4]} | {("r05", "e"): 104.0}
    found = suspects_among(figures(changed={}, last=repeated | almost))
    assert found == [suspect(Suspicion.COPY, "r03", "", 5.0, 5.0)]


def test_equal_reports_are_twins_within_a_county_only() -> None:
    same = {("r04", field): 102.0 for field in FIELDS}
    elsewhere = {("r05", field): 102.0 for field in FIELDS}
    found = suspects_among(figures(changed=same | elsewhere, last={}))
    assert found == [suspect(Suspicion.TWIN, "r02", "", 5.0, 2.0), suspect(Suspicion.TWIN, "r04", "", 5.0, 2.0)]
