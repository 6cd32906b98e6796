"""Codes, part by part: what is right, and what a refusal says of what is wrong."""

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from xuezheng.kernel.refusals import Refusal
from xuezheng.kernel.units.codes import check_code, check_region_code, province_of, school_codes, segment_of
from xuezheng.kernel.units.kinds import SCHOOLS, UnitKind

pytestmark = pytest.mark.unit
HENAN = "cn.41.4101."


def refused(code: str, kind: str, *, parent_code: str = "", parent_path: str = HENAN) -> str:
    with override("en"), pytest.raises(Refusal) as caught:
        check_code(code, kind=kind, parent_code=parent_code, parent_path=parent_path)
    assert caught.value.field == "code"
    return str(caught.value)


@pytest.mark.parametrize(
    ("code", "kind", "parent_code"),
    [
        ("000000", "ministry", ""),
        ("410000", "department", "000000"),
        ("410100", "city_bureau", "410000"),
        ("419001", "city_bureau", "410000"),
        ("410102", "county_bureau", "410100"),
        ("411525", "county_bureau", "410000"),
        ("410000-03", "office", "410000"),
        ("9141000001", "affiliate", "410000"),
        ("4141010459", "university", "410000"),
        ("2141000001", "primary", "410102"),
        ("2141000001-02", "teaching_point", "2141000001"),
        ("3141000001", "nine_year", "410102"),
    ],
)
def test_codes_that_fit(code: str, kind: str, parent_code: str) -> None:
    assert check_code(f" {code} ", kind=kind, parent_code=parent_code, parent_path=HENAN) == code


@pytest.mark.parametrize(
    ("code", "kind", "sentence"),
    [
        (
            "21410001",
            "primary",
            "A school code has 10 digits: 2 for the kind, 2 for the province, 6 serial; “21410001” has 8 characters.",
        ),
        (
            "9941000001",
            "primary",
            (
                "The first two digits “99” are no kind of school. For “Primary school” they would be:"
                " 21 (primary school), 22 (adult primary school)."
            ),
        ),
        (
            "2141000001",
            "junior",
            (
                "The first two digits “21” (primary school) do not fit the kind “Junior secondary school”; right would be:"
                " 31 (junior secondary school), 32 (vocational junior secondary school), 33 (adult junior secondary school)."
            ),
        ),
        (
            "2199000001",
            "primary",
            "The third and fourth digit “99” are no province (GB/T 2260), such as 41 for Henan.",
        ),
        (
            "2135000001",
            "primary",
            "The third and fourth digit “35” (Fujian) are not the unit above's province, 41 (Henan).",
        ),
        ("2141000000", "primary", "The last six digits are the serial number, and 000000 is not given out."),
        (
            "4141110459",
            "university",
            "The last six digits “110459” should be 0 and the institution's 5-digit code, such as 010459.",
        ),
        ("２１４１００００１１", "primary", None),
        ("410000-3", "office", None),
        ("410100-03", "office", None),
        ("", "primary", None),
    ],
)
def test_a_school_code_is_refused_by_its_wrong_part(code: str, kind: str, sentence: str | None) -> None:
    said = refused(code, kind, parent_code="410000")
    assert sentence is None or said == sentence


@pytest.mark.parametrize(
    ("code", "kind", "parent_code"),
    [
        ("100000", "ministry", ""),
        ("410100", "department", "000000"),
        ("410000", "city_bureau", "410000"),
        ("410102", "city_bureau", "410000"),
        ("350100", "city_bureau", "410000"),
        ("410100", "county_bureau", "410100"),
        ("411525", "county_bureau", "410100"),
        ("990000", "department", "000000"),
        ("4101021", "county_bureau", "410100"),
    ],
)
def test_a_bureau_carries_the_code_of_its_region(code: str, kind: str, parent_code: str) -> None:
    refused(code, kind, parent_code=parent_code)


@pytest.mark.parametrize("code", ["", "410000", "410102", "410102001001"])
def test_regions(code: str) -> None:
    assert check_region_code(code) == code


@pytest.mark.parametrize("code", ["41", "4101021", "990000", "410002", "41010a"])
def test_no_regions(code: str) -> None:
    with pytest.raises(Refusal) as caught:
        check_region_code(code)
    assert caught.value.field == "region_code"


def test_segments_and_provinces() -> None:
    assert [segment_of(code) for code in ("410000", "411500", "411525", "419001")] == ["41", "4115", "411525", "419001"]
    assert [province_of(path) for path in ("cn.", "cn.41.", "cn.41.4101.u0000001.", "cn.u0000007.")] == [
        "",
        "41",
        "41",
        "",
    ]


def test_every_kind_of_school_has_a_code_it_may_carry() -> None:
    carried = set().union(*(item.fits for item in school_codes().kinds.values()))
    assert carried == {*SCHOOLS, UnitKind.AFFILIATE}


@given(st.text(max_size=14))
def test_any_text_is_accepted_or_refused_with_a_sentence(text: str) -> None:
    sentences: set[str] = set()
    for kind in UnitKind:
        try:
            check_code(text, kind=kind, parent_code="410100", parent_path=HENAN)
        except Refusal as refusal:
            sentences.add(str(refusal))
    assert "" not in sentences
