"""A quarter's bulletins for every county of a province, each as Word and as PDF, on two processes.

Ours only: what fills and sets official documents elsewhere is a word processor, which no machine without a screen has.
"""

import resource
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import cache
from multiprocessing import get_context

import pypdfium2

from benchmarks.frame import Cell, Table
from xuezheng.engines.papers.bulletins import Indicator, Number, Period, Place, Rank, Template, bulletin_of, template_of
from xuezheng.engines.papers.writing.official import pdf_document, word_document

COUNTIES, PROCESSES = 158, 2
BAR = 120.0
ISSUED = date(2018, 10, 12)
PARAGRAPH = "各单位对照年度任务逐项核对，网络、教室和空间三项工作均按月推进，困难学校已列入清单并落实责任人和完成日期。"
INDICATORS = {
    code: Indicator(code=code, name=name, unit="%", decimals=1)
    for code, name in (("network", "联网率"), ("classrooms", "多媒体率"), ("spaces", "空间开通率"))
}


@dataclass(frozen=True, kw_only=True)
class CountyNumbers:
    """Made up, but of no county the same."""

    county: int

    def word(self, name: str) -> str | None:
        return {"unit": f"第{self.county}县", "period": "2018年第三季度", "issuer": f"第{self.county}县教育局"}.get(
            name
        )

    def indicator(self, code: str) -> Indicator | None:
        return INDICATORS.get(code)

    def value(self, code: str, *, period: Period = "this") -> Number:
        return self._number(code, 0, period)

    def places(self, code: str, *, period: Period = "this") -> Sequence[Place]:
        return [
            Place(code=f"{place:03d}", name=f"第{place}学区", number=self._number(code, place, period))
            for place in range(1, 19)
        ]

    def rank(self, code: str) -> Rank:
        return Rank(place=self.county, among=COUNTIES, reference=code)

    def history(self, code: str) -> Sequence[tuple[str, Number]]:
        return [(f"第{quarter}季度", self._number(code, quarter + 100, "this")) for quarter in range(1, 5)]

    def _number(self, code: str, place: int, period: Period) -> Number:
        seed = self.county * 7919 + place * 104729 + len(code) * 31 + len(period)
        return Number(value=(800 + seed % 200) / 1000, reference=f"{code}/{self.county}/{place}/{period}")


@cache
def template() -> Template:
    sentences = "".join(
        f"      - text: '{{name:{code}}}为{{value:{code}}}，比上季度{{change:{code}}}，居{{rank:{code}}}；居前的是"
        f"{{top:{code} 5}}，居后的是{{bottom:{code} 5}}。{PARAGRAPH}{PARAGRAPH}'\n"
        for code in INDICATORS
    )
    text = (
        "code: county\nname: {zh: 通报, en: Bulletin}\nperiods: quarter\n"
        "head: {title: '关于{unit}{period}三通建设情况的通报', red_head: '{issuer}文件', signature: '{issuer}'}\n"
        f"sections:\n  - heading: 总体情况\n    blocks:\n{sentences}"
        f"      - chart: {{title: 联网率, indicators: [network]}}\n"
        f"  - heading: 各学区情况\n    blocks:\n      - text: '{PARAGRAPH * 3}'\n"
        "      - table: {title: 主要数据, indicators: [network, classrooms, spaces], changes: true}\n"
    )
    return template_of(text)


def run() -> list[Table]:
    return [batch()]


def batch() -> Table:
    began, used = time.perf_counter(), _processor_seconds()
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn"), initializer=_begin) as pool:
        written = list(pool.map(written_bulletin, range(1, COUNTIES + 1), chunksize=4))
    took, used = time.perf_counter() - began, _processor_seconds() - used
    pages = [found[0] for found in written]
    size = sum(found[1] for found in written)
    held = "yes" if took <= BAR else "NO"
    rows: list[tuple[Cell, ...]] = [(COUNTIES, min(pages), max(pages), size, used, took, BAR, held)]
    return Table(
        title=f"seconds for the bulletins of a province, Word and PDF, {PROCESSES} processes",
        columns=("bulletins", "fewest pages", "most pages", "bytes", "processor seconds", "seconds", "bar", "held"),
        rows=rows,
        note="Each with a chart of its own; starting the processes is counted.",
    )


def _processor_seconds() -> float:
    """Of the processes that have ended: on a machine with other work, what the batch itself takes."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _begin() -> None:
    import django

    django.setup()


def written_bulletin(county: int) -> tuple[int, int]:
    """Its pages, and the bytes of both files."""
    paper = bulletin_of(template(), CountyNumbers(county=county), dated=ISSUED)
    word, pdf = word_document(paper), pdf_document(paper).data
    with pypdfium2.PdfDocument(pdf) as document:
        return len(document), len(word) + len(pdf)
