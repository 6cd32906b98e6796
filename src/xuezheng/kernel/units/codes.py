"""Official codes, checked part by part so that a refusal can say which part is wrong and what would be right."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from xuezheng.kernel.refusals import Refusal
from xuezheng.kernel.units.kinds import ADMINISTRATIONS, INNER, UnitKind, listed

CATALOG = Path(__file__).parent / "catalog" / "school_codes.yaml"
MINISTRY_CODE = "000000"
REGION_DIGITS, STATISTICAL_DIGITS, SCHOOL_DIGITS = 6, 12, 10
NUMBERED = (*INNER, UnitKind.TEACHING_POINT)
"""Kinds without a national code of their own: numbered after the unit above, '410000-03'."""
FIRST, THIRD = gettext_lazy("The first two digits"), gettext_lazy("The third and fourth digit")
_BASE = re.compile(r"[0-9A-Z]+(-[0-9]{2,3})*")


@dataclass(frozen=True, kw_only=True)
class Named:
    """A part of a code with its meaning in both languages."""

    code: str
    zh: str
    en: str
    fits: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        return self.en if (get_language() or "").startswith("en") else self.zh


@dataclass(frozen=True, kw_only=True)
class SchoolCodes:
    kinds: Mapping[str, Named]
    provinces: Mapping[str, Named]


@cache
def school_codes() -> SchoolCodes:
    catalogue = yaml.safe_load(CATALOG.read_text(encoding="utf-8"))
    kinds = [Named(**{**item, "fits": frozenset(item["fits"])}) for item in catalogue["kinds"]]
    provinces = [Named(**item) for item in catalogue["provinces"]["names"]]
    return SchoolCodes(kinds={item.code: item for item in kinds}, provinces={item.code: item for item in provinces})


def check_code(code: str, *, kind: str, parent_code: str = "", parent_path: str = "") -> str:
    """The code, if a unit of this kind may carry it under that parent; else a refusal naming the wrong part."""
    code = code.strip().upper()
    if kind == UnitKind.MINISTRY:
        if code != MINISTRY_CODE:
            raise _refusal(_("The ministry carries the code %(code)s.") % {"code": MINISTRY_CODE})
    elif kind in ADMINISTRATIONS:
        _check_bureau_code(code, kind=UnitKind(kind), parent_code=parent_code)
    elif kind in NUMBERED and "-" in code:
        _check_numbered(code, parent_code=parent_code)
    else:
        _check_school_code(code, kind=UnitKind(kind), province=province_of(parent_path))
    return code


def check_region_code(code: str) -> str:
    """A region of GB/T 2260 (6 digits) or of the statistical division codes (12 digits); empty is allowed."""
    code = code.strip()
    if not code:
        return code
    if not _is_digits(code) or len(code) not in {REGION_DIGITS, STATISTICAL_DIGITS}:
        raise _refusal(
            _("A region code has 6 digits (GB/T 2260) or 12 digits (statistical); “%(code)s” has %(count)d characters.")
            % {"code": code, "count": len(code)},
            field="region_code",
        )
    _check_province(code[:2], at=FIRST, field="region_code")
    if code[2:4] == "00" and code[4:6] != "00":
        raise _refusal(
            _("“%(code)s” names a county (%(county)s) without a city: digits three and four cannot be 00.")
            % {"code": code, "county": code[4:6]},
            field="region_code",
        )
    return code


def segment_of(code: str) -> str:
    """A region bureau's own part of the path: the code without empty pairs at its end, '411500' gives '4115'."""
    while code.endswith("00") and len(code) > 2:
        code = code[:-2]
    return code


def province_of(path: str) -> str:
    """Two digits of the province a path lies in; empty at the ministry."""
    segments = path.rstrip(".").split(".")
    return segments[1][:2] if len(segments) > 1 and segments[1][:2].isdigit() else ""


def _check_bureau_code(code: str, *, kind: UnitKind, parent_code: str) -> None:
    if not _is_digits(code) or len(code) != REGION_DIGITS:
        raise _refusal(
            _("An education bureau carries the 6-digit code of its region (GB/T 2260); “%(code)s” is none.")
            % {"code": code}
        )
    _check_province(code[:2], at=FIRST)
    form = _form_of(code)
    # Cities without counties (济源 419001) carry a code of the county form.
    fitting = {
        UnitKind.DEPARTMENT: {"province"},
        UnitKind.CITY_BUREAU: {"city", "direct"},
        UnitKind.COUNTY_BUREAU: {"county", "direct"},
    }[kind]
    if form not in fitting:
        raise _refusal(
            _(
                "“%(code)s” does not fit the kind “%(kind)s”: a province ends in 0000, a city in 00, a county in neither."
            )
            % {"code": code, "kind": kind.label}
        )
    above = segment_of(parent_code) if parent_code != MINISTRY_CODE else ""
    if above and not code.startswith(above):
        raise _refusal(
            _("“%(code)s” does not lie in the region of the unit above: it must begin with %(above)s.")
            % {"code": code, "above": above}
        )


def _form_of(code: str) -> str:
    if code[2:] == "0000":
        return "province"
    if code[4:] == "00":
        return "city"
    if code[2:4] == "00":
        return "nothing"
    return "direct" if code[2:4] == "90" else "county"


def _check_numbered(code: str, *, parent_code: str) -> None:
    base, _dash, serial = code.rpartition("-")
    if not (_BASE.fullmatch(base) and _is_digits(serial) and 2 <= len(serial) <= 3):
        raise _refusal(
            _("“%(code)s” should be the code of the unit above, a hyphen and two or three digits, such as 410000-03.")
            % {"code": code}
        )
    if parent_code and base != parent_code:
        raise _refusal(
            _("“%(code)s” does not begin with the code of the unit above, %(above)s.")
            % {"code": code, "above": parent_code}
        )


def _check_school_code(code: str, *, kind: UnitKind, province: str) -> None:
    if not _is_digits(code) or len(code) != SCHOOL_DIGITS:
        raise _refusal(
            _(
                "A school code has 10 digits: 2 for the kind, 2 for the province, 6 serial; “%(code)s” has %(count)d characters."
            )
            % {"code": code, "count": len(code)}
        )
    _check_kind_part(code[:2], kind=kind)
    _check_province(code[2:4], at=THIRD)
    if province and code[2:4] != province:
        names = school_codes().provinces
        raise _refusal(
            _(
                "The third and fourth digit “%(part)s” (%(name)s) are not the unit above's province, %(right)s (%(right_name)s)."
            )
            % {
                "part": code[2:4],
                "name": names[code[2:4]].name,
                "right": province,
                "right_name": names[province].name if province in names else "",
            }
        )
    _check_serial(code[4:], higher=code[:2] == "41")


def _check_kind_part(part: str, *, kind: UnitKind) -> None:
    kinds = school_codes().kinds
    if part in kinds and kind in kinds[part].fits:
        return
    fitting = [item for item in kinds.values() if kind in item.fits]
    right = listed([f"{item.code} ({item.name})" for item in fitting or kinds.values()])
    if part not in kinds:
        raise _refusal(
            _("The first two digits “%(part)s” are no kind of school. For “%(kind)s” they would be: %(right)s.")
            % {"part": part, "kind": kind.label, "right": right}
        )
    raise _refusal(
        _("The first two digits “%(part)s” (%(name)s) do not fit the kind “%(kind)s”; right would be: %(right)s.")
        % {"part": part, "name": kinds[part].name, "kind": kind.label, "right": right}
    )


def _check_serial(serial: str, *, higher: bool) -> None:
    if not int(serial):
        raise _refusal(_("The last six digits are the serial number, and 000000 is not given out."))
    if higher and not (serial.startswith("0") and serial[1] != "0"):
        raise _refusal(
            _("The last six digits “%(serial)s” should be 0 and the institution's 5-digit code, such as 010459.")
            % {"serial": serial}
        )


def _check_province(part: str, *, at: Promise, field: str = "code") -> None:
    if part not in school_codes().provinces:
        raise _refusal(
            _("%(at)s “%(part)s” are no province (GB/T 2260), such as 41 for %(example)s.")
            % {"at": at, "part": part, "example": school_codes().provinces["41"].name},
            field=field,
        )


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _refusal(sentence: str, *, field: str = "code") -> Refusal:
    return Refusal(sentence, field=field)
