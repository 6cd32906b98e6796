"""From a file to its table of people, by page or by program."""

from xuezheng.kernel.pages.tables import Table, read_table
from xuezheng.kernel.people.importing.columns import PEOPLE_COLUMNS

MOST_ROWS = 10_000
"""One transaction, an answer that somebody waits for: more goes in several files."""


def read_people(data: bytes, *, filename: str) -> Table:
    return read_table(data, filename=filename, columns=PEOPLE_COLUMNS, max_rows=MOST_ROWS)
