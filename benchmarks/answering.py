"""A form of 500 fields over HTTP: its page opened and one answer saved by a school; and a county that fills in all its schools
by one file, read, judged by the rules, compared with what is there, written and journaled. A fact is a filled cell.

At full scale, on the kept installation: each measurement opens a collection of its own.

Peer of the file: the same cells through calamine and models of Pydantic, with nothing compared, written or journaled.
"""

import csv
import io
import json
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Any
from urllib.parse import urlsplit
from uuid import uuid4

import xlsxwriter
import yaml
from pydantic import Field, create_model
from python_calamine import CalamineWorkbook

from benchmarks.browsing import Reader
from benchmarks.frame import Cell, Table, percentile
from benchmarks.installations import Installation, connect_django, installation

SECTIONS, FIELDS = 10, 50
COUNTY, SCHOOL = "gushi-officer", "school-administrator"
ROUNDS, WARMING = 25, 2
BAR_OPEN, BAR_SAVE, BAR_FACTS = 1_000.0, 500.0, 20_000.0
PATIENCE = 300.0


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Two collections of the same form: the county fills in one by a workbook and one by CSV; `report` is a school's."""

    workbook: str
    text: str
    report: str


def run() -> list[Table]:
    with installation("full") as found:
        connect_django(found)
        asked = _asked()
        return [_page(found, asked.report), _files(found, asked)]


def _form(code: str) -> str:
    """Numbers with bounds, a total in each section, and a rule between each two neighbours of ten."""
    sections, rules = [], []
    for section in range(SECTIONS):
        names = [f"s{section}_f{number}" for number in range(FIELDS - 1)]
        fields: list[dict[str, Any]] = [
            {"code": name, "title": _both(name), "unit": {"zh": "台", "en": "sets"}, "least": 0, "most": 5000}
            for name in names
        ]
        total = {"code": f"s{section}_sum", "title": _both(f"合计{section}"), "computed": " + ".join(names[:10])}
        sections.append({"code": f"s{section}", "title": _both(f"s{section}"), "fields": [*fields, total]})
        rules += [
            {
                "code": f"r{section}_{number}",
                "check": f"{names[number]} <= {names[number + 1]} + 5000",
                "message": _both(f"{{{names[number]}}} > {{{names[number + 1]}}}"),
                "severity": "warning",
            }
            for number in range(10)
        ]
    form = {
        "code": code,
        "title": {"zh": "五百项的表", "en": "Five hundred fields"},
        "periods": "quarter",
        "units": ["primary", "junior", "senior", "nine_year", "twelve_year", "vocational", "special", "teaching_point"],
        "sections": sections,
        "rules": rules,
    }
    return yaml.safe_dump(form, allow_unicode=True)


def _both(text: str) -> dict[str, str]:
    return {"zh": text, "en": text}


def _asked() -> Asked:
    from xuezheng.engines.forms.actions import draft_form, publish_form
    from xuezheng.engines.forms.actions.collecting import open_collection
    from xuezheng.engines.forms.models import Report
    from xuezheng.kernel.clock import now
    from xuezheng.kernel.people.acting import acting_value
    from xuezheng.kernel.people.models import Account, Post
    from xuezheng.kernel.scope.acting import system_post
    from xuezheng.kernel.scope.binding import bound

    at = now()
    with bound(system_post("benchmark")):
        posts = Post.objects.select_related("person", "unit")
        county, school = (
            posts.get(person_id=Account.objects.get(username=name).person_id, valid_to=None)
            for name in (COUNTY, SCHOOL)
        )
        acting, unit_id = acting_value(county, at=at), school.unit_id
    with bound(acting):
        draft = draft_form(post=acting, text=_form(f"of500_{uuid4().hex[:8]}"), at=at)
        form = publish_form(post=acting, edition_id=draft.id, version=draft.version, at=at)
        due, closes = at + timedelta(days=9), at + timedelta(days=19)
        first, second = (
            open_collection(post=acting, edition_id=form.id, period=period, due_at=due, closes_at=closes, at=at)
            for period in ("2026Q2", "2026Q3")
        )
        report = Report.objects.get(collection=first, unit_id=unit_id)
    return Asked(workbook=str(first.id), text=str(second.id), report=str(report.id))


def _signed_in(found: Installation, username: str) -> Reader:
    from xuezheng.site.demo import PASSWORD

    reader = Reader(address=found.address)
    reader.sign_in(username, PASSWORD)
    return reader


def _page(found: Installation, report: str) -> Table:
    school = _signed_in(found, SCHOOL)
    address = f"/forms/reports/{report}/"
    opening = [_opened(school, address)[0] for _round in range(WARMING + ROUNDS)]
    token = _token(_opened(school, address)[1])
    saving = [_saved(school, f"{address}save/", token, number) for number in range(WARMING + ROUNDS)]
    rows: list[tuple[Cell, ...]] = []
    for act, first, times, bar in (
        ("opened", opening[0], opening[WARMING:], BAR_OPEN),
        ("an answer saved", saving[0], saving[WARMING:], BAR_SAVE),
    ):
        p95 = percentile(times, 0.95)
        rows.append((act, first, percentile(times, 0.5), p95, bar, "yes" if max(first, p95) <= bar else "NO"))
    return Table(
        title=f"a report of {SECTIONS * FIELDS} fields, milliseconds",
        columns=("act", "the first", "median", "p95", "bar", "held"),
        rows=rows,
        note=f"{ROUNDS} rounds over HTTP, one reader.",
    )


def _opened(reader: Reader, address: str) -> tuple[float, str]:
    seconds, status, body = reader.get(address)
    if status != 200:
        raise RuntimeError(f"{address} answers {status}")
    return seconds * 1000, body


def _token(page: str) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert found is not None, "the page has no form"
    return found[1]


def _saved(reader: Reader, address: str, token: str, number: int) -> float:
    change = {"changes": {"s0_f0": str(number + 1)}, "based_on": {"s0_f0": str(number) if number else None}}
    began = time.perf_counter()
    status, told = reader.send(address, json.dumps(change).encode(), kind="application/json", token=token)
    took = (time.perf_counter() - began) * 1000
    if status != 200 or json.loads(told)["saved"] != {"s0_f0": str(number + 1)}:
        raise RuntimeError(f"{address} answers {status}: {told[:300]}")
    return took


def _files(found: Installation, asked: Asked) -> Table:
    county = _signed_in(found, COUNTY)
    workbook, facts = _filled_workbook(county.download(f"/forms/collections/{asked.workbook}/sheet/?format=xlsx"))
    text, as_many = _filled_text(county.download(f"/forms/collections/{asked.text}/sheet/?format=csv"))
    rows: list[tuple[Cell, ...]] = []
    for way, collection, data, count in (
        ("ours, a workbook", asked.workbook, workbook, facts),
        ("ours, CSV", asked.text, text, as_many),
    ):
        judged, read, written = _brought(
            county, collection, data, filename="answers.xlsx" if data is workbook else "answers.csv"
        )
        speed = count / (judged + written)
        held = "yes" if speed >= BAR_FACTS else "NO"
        rows.append((way, count, judged, read, written, round(speed), BAR_FACTS, held))
    peer = _seconds(lambda: _by_pydantic(workbook))
    rows.append(
        (
            "calamine and Pydantic, nothing compared, written or journaled",
            facts,
            peer,
            "",
            "",
            round(facts / peer),
            "",
            "",
        )
    )
    return Table(
        title="a county fills in its schools by one file",
        columns=(
            "way",
            "facts",
            "seconds until judged",
            "its page read",
            "until written",
            "facts a second",
            "bar",
            "held",
        ),
        rows=rows,
        note="Over HTTP: the dry run, its page with what every rule says, the writing by the worker with every rule. "
        "Facts a second of the first and the last.",
    )


def _filled_workbook(taken: bytes) -> tuple[bytes, int]:
    """Every free cell gets a number; written as a program would that fills in for all schools."""
    target, facts = io.BytesIO(), 0
    book = CalamineWorkbook.from_filelike(io.BytesIO(taken))
    with xlsxwriter.Workbook(target) as written:
        for title in book.sheet_names:
            rows = book.get_sheet_by_name(title).to_python(skip_empty_area=False)
            head, columns = _codes(rows)
            for number, row in enumerate(rows):
                if columns and number > head and _is_code(row[0]):
                    for column in columns:
                        row[column] = (number * column) % 4000
                        facts += 1
            page = written.add_worksheet(title)
            for number, row in enumerate(rows):
                page.write_row(number, 0, row)
    return target.getvalue(), facts


def _is_code(cell: Any) -> bool:
    """Below the codes of the columns stand their titles and what is asked."""
    return re.fullmatch(r"[0-9A-Za-z]+", str(cell)) is not None


def _codes(rows: Sequence[Sequence[Any]]) -> tuple[int, list[int]]:
    """The row of codes, and the columns of numbers."""
    head = next((place for place, row in enumerate(rows[:12]) if row and str(row[0]).startswith("xuezheng:")), 0)
    return head, [place for place, code in enumerate(rows[head]) if re.fullmatch(r"s\d+_f\d+", str(code))]


def _filled_text(taken: bytes) -> tuple[bytes, int]:
    rows, facts = list(csv.reader(io.StringIO(taken.decode("utf-8-sig")))), 0
    head, columns = _codes(rows)
    for number, row in enumerate(rows[head + 1 :]):
        for column in columns:
            row[column] = str((number * column) % 4000)
            facts += 1
    target = io.StringIO()
    csv.writer(target).writerows(rows)
    return target.getvalue().encode("utf-8-sig"), facts


def _brought(county: Reader, collection: str, data: bytes, *, filename: str) -> tuple[float, float, float]:
    from xuezheng.engines.forms.models import SheetUpload
    from xuezheng.kernel.scope.acting import system_post
    from xuezheng.kernel.scope.binding import bound

    address = f"/forms/collections/{collection}/bring/"
    token = _token(_opened(county, address)[1])
    began = time.perf_counter()
    status, _body = county.send_file(address, data, filename=filename, token=token)
    if status != 302:
        raise RuntimeError(f"{address} answers {status}")
    place = urlsplit(county.led_to).path
    judged = time.perf_counter() - began
    read, _page = _opened(county, place)
    began = time.perf_counter()
    county.send(f"{place}apply/", b"", kind="application/x-www-form-urlencoded", token=token)
    upload_id = place.rstrip("/").rsplit("/", 1)[1]
    while time.perf_counter() - began < PATIENCE:
        with bound(system_post("benchmark")):
            upload = SheetUpload.objects.defer("content").get(id=upload_id)
        if upload.state == SheetUpload.State.APPLIED:
            if upload.left or upload.refused:
                raise RuntimeError(f"{upload.refused} cells were refused, {len(upload.left)} were left")
            return judged, read / 1000, time.perf_counter() - began
        time.sleep(0.05)
    raise RuntimeError("the worker did not write the answers")


def _by_pydantic(workbook: bytes) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook))
    for title in book.sheet_names:
        rows = book.get_sheet_by_name(title).to_python(skip_empty_area=False)
        head, columns = _codes(rows)
        if columns:
            names = [str(rows[head][place]) for place in columns]
            kinds: dict[str, Any] = {name: (Annotated[int, Field(ge=0, le=5000)], ...) for name in names}
            model = create_model("Section", **kinds)
            for row in filter(lambda row: _is_code(row[0]), rows[head + 1 :]):
                model(**{name: row[place] for name, place in zip(names, columns, strict=True)})


def _seconds(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began
