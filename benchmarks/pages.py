"""Pages at 50,000 schools: how long they take for a county, the province and the whole tree, with the database's row-level
security and without it.

Without it means a second web server on the owner's database address, to whom policies do not apply; the code of the pages
is the same. The superuser is the post of the whole tree on that second server. The rounds of all three alternate, so that
a busy machine slows all alike.
"""

import re
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass

from benchmarks.browsing import Reader, second_server
from benchmarks.frame import Cell, Table, percentile
from benchmarks.installations import Installation, connect_django, installation

ROUNDS, WARMING = 40, 4
SECONDS_OF_LOAD, READERS_AT_ONCE = 4.0, 4
BAR_P95, BAR_RATIO, BAR_OVERHEAD = 300.0, 1.2, 20.0
POSTS = {
    "county": "gushi-administrator",
    "province": "henan-administrator",
    "whole tree": "moe-administrator",
}
SUPERUSER = "whole tree"
PAGES: dict[str, str | re.Pattern[str]] = {
    "home": "/",
    "home, its map": "/regions/card/",
    "units, list": "/units/",
    "units, one kind": "/units/?kind=primary",
    "unit": re.compile(r'href="(/units/(?=[^"/]*\d)[^"?#/]+/)"'),
    "people, list": "/people/",
    "person": re.compile(r'href="(/people/(?=[^"/]*\d)[^"?#/]+/)"'),
    "journal": "/journal/",
    "search": "/search/?q=%E5%B0%8F%E5%AD%A6",
    "search, nothing found": "/search/?q=%E6%97%A0%E6%AD%A4%E5%90%8D",
    "map of cities": "/regions/",
}
"""A pattern finds the first page of its kind that the list above it leads to."""


@dataclass(frozen=True, kw_only=True)
class Measured:
    """Milliseconds of each round, and answers a second under load."""

    times: list[float]
    answers: float

    @property
    def p95(self) -> float:
        return percentile(self.times, 0.95)

    @property
    def median(self) -> float:
        return percentile(self.times, 0.5)


Found = dict[tuple[str, str], dict[str, Measured]]
"""By page and post: measured with row-level security ("on"), without ("off"), and as the superuser."""


def run() -> list[Table]:
    with installation("full") as found:
        connect_django(found)
        from xuezheng.site.configuration import configuration

        with second_server(home=found.home, database_url=configuration().owner_url) as unguarded:
            measured = measure(found, unguarded)
    return [times(measured), ratios(measured), overheads(measured)]


def measure(found: Installation, unguarded: str) -> Found:
    from xuezheng.site.demo import PASSWORD

    measured: Found = {}
    superuser = Reader(address=unguarded)
    superuser.sign_in(POSTS[SUPERUSER], PASSWORD)
    for post, username in POSTS.items():
        readers = {"on": Reader(address=found.address), "off": Reader(address=unguarded)}
        for reader in readers.values():
            reader.sign_in(username, PASSWORD)
        for page, address in addresses(readers["on"]).items():
            measured[page, post] = compared({**readers, "superuser": superuser}, address)
            print(f"{page} as {post}: {measured[page, post]['on'].p95:.0f} ms", flush=True)
    return measured


def addresses(reader: Reader) -> dict[str, str]:
    """The pages this post may open."""
    found, above = {}, ""
    for page, place in PAGES.items():
        if isinstance(place, re.Pattern):
            link = place.search(above)
            address = link[1] if link else ""
        else:
            address = place
        if address:
            _seconds, status, body = reader.get(address)
            above = above if isinstance(place, re.Pattern) else body
            if status == 200:
                found[page] = address
    return found


def compared(readers: Mapping[str, Reader], address: str) -> dict[str, Measured]:
    rounds: dict[str, list[float]] = {name: [] for name in readers}
    for number in range(WARMING + ROUNDS):
        for name, reader in readers.items():
            seconds, status, _body = reader.get(address)
            if status != 200:
                raise RuntimeError(f"{address} answers {status}")
            if number >= WARMING:
                rounds[name].append(seconds * 1000)
    return {name: Measured(times=rounds[name], answers=under_load(reader, address)) for name, reader in readers.items()}


def under_load(reader: Reader, address: str) -> float:
    """Answers a second with several readers at once."""
    until = time.perf_counter() + SECONDS_OF_LOAD
    counts = [0] * READERS_AT_ONCE

    def read(place: int) -> None:
        own = Reader(address=reader.address, cookies=dict(reader.cookies))
        while time.perf_counter() < until:
            own.get(address)
            counts[place] += 1

    threads = [threading.Thread(target=read, args=(place,)) for place in range(READERS_AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / SECONDS_OF_LOAD


def times(measured: Found) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for (page, post), both in measured.items():
        on = both["on"]
        rows.append((page, post, on.median, on.p95, BAR_P95, held(on.p95 <= BAR_P95), on.answers))
    return Table(
        title="milliseconds of a page with row-level security",
        columns=("page", "post", "median", "p95", "bar", "held", "answers/s"),
        rows=rows,
        note=f"{ROUNDS} rounds one after the other; answers/s with {READERS_AT_ONCE} readers at once.",
    )


def ratios(measured: Found) -> Table:
    """An ordinary post against one that sees everything without row-level security."""
    rows: list[tuple[Cell, ...]] = []
    for (page, post), both in measured.items():
        if post != SUPERUSER:
            ratio = both["on"].median / both["superuser"].median
            rows.append((page, post, ratio, BAR_RATIO, held(ratio <= BAR_RATIO)))
    return Table(title="ordinary ÷ superuser (medians)", columns=("page", "post", "ratio", "bar", "held"), rows=rows)


def overheads(measured: Found) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for (page, post), both in measured.items():
        on, off = both["on"], both["off"]
        percent = (on.median / off.median - 1) * 100
        rows.append(
            (page, post, on.median, off.median, on.answers, off.answers, percent, held(percent <= BAR_OVERHEAD))
        )
    return Table(
        title="what row-level security costs: medians in milliseconds and answers a second, with it and without",
        columns=("page", "post", "ms", "ms off", "a/s", "a/s off", "percent", "held"),
        rows=rows,
        note=f"Bar: {BAR_OVERHEAD:.0f} percent.",
    )


def held(reached: bool) -> str:
    return "yes" if reached else "NO"
