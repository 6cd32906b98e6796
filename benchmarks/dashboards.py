"""Dashboards at 50,000 schools: the plan's home and the pages of indicators for a county, the province and a school, one reader
after another, and 200 readers at once.

Two hundred readers each open a page, look at it, and open the next; how long they look is stated with the figures. What the
machine answers without anybody looking is measured beside it.
"""

import random
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from benchmarks.browsing import Reader
from benchmarks.frame import Cell, Table, percentile
from benchmarks.installations import Installation, connect_django, installation

ROUNDS, WARMING = 30, 3
BAR_P95, BAR_READERS, READERS = 300.0, 1000.0, 200
LOOKED, SECONDS = 10.0, 40.0
CODE = "multimedia_classroom_ratio"
POSTS = {"county": "gushi-officer", "province": "henan-officer", "school": "school-administrator"}
PAGES = {
    "home": "/",
    "plan's home": "/plans/achievement/",
    "task board": "/plans/tasks/",
    "indicators": "/monitoring/indicators/",
    "indicator": f"/monitoring/indicators/{CODE}/",
    "opened value": f"/monitoring/indicators/{CODE}/opened/",
    "gap": f"/monitoring/indicators/{CODE}/gap/",
    "collections": "/forms/collections/",
    "bulletins": "/monitoring/bulletins/",
}


def run() -> list[Table]:
    with installation("full") as found:
        connect_django(found)
        readers = {post: _signed_in(found, name) for post, name in POSTS.items()}
        opened = {post: _addresses(reader) for post, reader in readers.items()}
        alone = one_after_another(readers, opened)
        together = [
            at_once(readers["county"], list(opened["county"].values()), looked=looked) for looked in (LOOKED, 0.0)
        ]
    return [alone, _together(together)]


def _signed_in(found: Installation, username: str) -> Reader:
    from xuezheng.site.demo import PASSWORD

    reader = Reader(address=found.address)
    reader.sign_in(username, PASSWORD)
    return reader


def _addresses(reader: Reader) -> dict[str, str]:
    """Where the post's pages are, after the redirects."""
    found = {}
    for page, address in PAGES.items():
        last = reader.settled(address)
        if last:
            found[page] = last
    return found


def one_after_another(readers: dict[str, Reader], opened: dict[str, dict[str, str]]) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for post, reader in readers.items():
        for page, address in opened[post].items():
            times = []
            for number in range(WARMING + ROUNDS):
                seconds, status, _body = reader.get(address)
                if status != 200:
                    raise RuntimeError(f"{address} answers {status}")
                if number >= WARMING:
                    times.append(seconds * 1000)
            p95 = percentile(times, 0.95)
            rows.append((page, post, percentile(times, 0.5), p95, BAR_P95, "yes" if p95 <= BAR_P95 else "no"))
            print(f"{page} as {post}: {p95:.0f} ms", flush=True)
    return Table(
        title="milliseconds of a page",
        columns=("page", "post", "median", "p95", "bar", "held"),
        rows=rows,
        note=f"{ROUNDS} rounds, one reader.",
    )


@dataclass(kw_only=True)
class Together:
    """What 200 readers met."""

    looked: float
    times: list[float] = field(default_factory=list)
    errors: int = 0


def at_once(reader: Reader, addresses: Sequence[str], *, looked: float) -> Together:
    found, lock, until = Together(looked=looked), threading.Lock(), time.monotonic() + SECONDS

    def read(place: int) -> None:
        draw = random.Random(place)
        own = Reader(address=reader.address, cookies=dict(reader.cookies))
        time.sleep(draw.random() * looked)
        while time.monotonic() < until:
            seconds, status, _body = own.get(draw.choice(addresses))
            with lock:
                found.times.append(seconds * 1000)
                found.errors += status != 200
            time.sleep(looked * (0.5 + draw.random()))

    with ThreadPoolExecutor(READERS) as pool:
        for done in [pool.submit(read, place) for place in range(READERS)]:
            done.result()
    return found


def _together(measured: Sequence[Together]) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for each in measured:
        p95, bar = percentile(each.times, 0.95), BAR_READERS if each.looked else "none"
        held = "" if bar == "none" else "yes" if p95 <= BAR_READERS and not each.errors else "no"
        answers = len(each.times) / SECONDS
        rows.append((each.looked, percentile(each.times, 0.5), p95, bar, held, each.errors, answers))
    return Table(
        title=f"{READERS} readers at once, as a county, on all of its pages above",
        columns=("seconds looked at a page", "median ms", "p95 ms", "bar", "held", "errors", "answers/s"),
        rows=rows,
        note="The readers run on the same machine and take their part of it.",
    )
