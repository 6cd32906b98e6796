"""Which databases rows may be drawn from. The operator lists them in a file, users only choose: nobody types an address or SQL.

- code: student_records
  title: {zh: 学籍库, en: Student records}
  table: students                                          # of the lake
  address: postgresql://reader@records.example:5432/records   # no password here; or sqlite:////srv/records.db
  password_from: RECORDS_PASSWORD                          # the environment variable that holds it
  unit: "41"                                               # whose posts may draw from it; absent: only the top unit's
  query: SELECT school_code AS school, … FROM pupils WHERE quarter = :period
  timeout_seconds: 60
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import sqlglot
import yaml
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from sqlglot import expressions as sql

from xuezheng.engines.lake.refusals import DatabasesAreMisdeclared
from xuezheng.kernel.catalogues.loader import Loader

DIALECTS = {"postgresql": "postgres", "sqlite": "sqlite"}
KEYS = {"code", "title", "table", "address", "password_from", "unit", "query", "timeout_seconds"}
NEEDED = ("code", "title", "table", "address", "unit", "query")
STANDARD_TIMEOUT, MOST_TIMEOUT = 60, 90
"""Below the two minutes after which the platform's own database ends a transaction in which nothing happens."""
CHANGING = (
    sql.Insert, sql.Update, sql.Delete, sql.Merge, sql.Create, sql.Drop, sql.Alter, sql.Command, sql.Into, sql.Lock,
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Database:
    """One query of one database, whose rows are those of one table of the lake."""

    code: str
    title_zh: str
    title_en: str
    table: str
    address: str = field(repr=False)
    query: str = field(repr=False)
    unit: str
    password_from: str = ""
    timeout_seconds: int = STANDARD_TIMEOUT

    @property
    def title(self) -> str:
        return self.title_en if (get_language() or "").startswith("en") else self.title_zh

    @property
    def kind(self) -> str:
        return urlsplit(self.address).scheme


def declared_databases() -> Sequence[Database]:
    """Read at each use: the file is short, and the operator need not start anything anew after a change."""
    path = settings.LAKE_SOURCES
    if not path:
        return ()
    return tuple(_read(Path(path)))


def _read(file: Path) -> Iterator[Database]:
    try:
        stated = yaml.load(file.read_text(encoding="utf-8"), Loader=Loader)  # noqa: S506 - a safe one
    except (OSError, UnicodeDecodeError) as error:
        raise DatabasesAreMisdeclared(_("the file cannot be read.")) from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise DatabasesAreMisdeclared(_("line %(line)d is not readable as YAML.") % {"line": line}) from None
    if not isinstance(stated, list):
        raise DatabasesAreMisdeclared(_("the file should be a list of databases."))
    seen: set[str] = set()
    for number, item in enumerate(stated, start=1):
        found = _Entry(number, item).database()
        if found.code in seen:
            raise DatabasesAreMisdeclared(_("two entries are called %(code)s.") % {"code": found.code})
        seen.add(found.code)
        yield found


class _Entry:
    """Told by its number in the list; what it holds is never repeated, since somebody may have put a password there."""

    def __init__(self, number: int, item: object) -> None:
        self.number = number
        self.item: Mapping[str, Any] = item if isinstance(item, dict) else {}

    def database(self) -> Database:
        item = self.item
        self._check(set(item) <= KEYS, _("Keys are %(keys)s.") % {"keys": ", ".join(sorted(KEYS))})
        self._check(all(item.get(key) for key in NEEDED), _("It needs %(keys)s.") % {"keys": ", ".join(NEEDED)})
        title = item["title"]
        self._check(isinstance(title, dict) and set(title) == {"zh", "en"}, _("Its title has zh and en."))
        timeout = item.get("timeout_seconds", STANDARD_TIMEOUT)
        right = type(timeout) is int and 1 <= timeout <= MOST_TIMEOUT
        self._check(right, _("Its timeout_seconds is a whole number from 1 to %(most)d.") % {"most": MOST_TIMEOUT})
        return Database(
            code=str(item["code"]),
            title_zh=str(title["zh"]),
            title_en=str(title["en"]),
            table=str(item["table"]),
            address=self._address(),
            query=self._query(),
            password_from=str(item.get("password_from") or ""),
            unit=str(item["unit"]),
            timeout_seconds=timeout,
        )

    def _address(self) -> str:
        address = str(self.item["address"])
        try:
            parts = urlsplit(address)
            password = parts.password
        except ValueError:
            parts, password = urlsplit(""), None
        self._check(parts.scheme in DIALECTS, _("Its address begins with postgresql:// or sqlite://."))
        self._check(
            password is None and "password" not in parts.query,
            _("Its password belongs into the variable that password_from names."),
        )
        return address

    def _query(self) -> str:
        """The rights of the database's user and a read-only transaction are what protects it; this tells of slips early."""
        query = str(self.item["query"]).strip().removesuffix(";")
        try:
            read = sqlglot.parse(query, dialect=DIALECTS[urlsplit(str(self.item["address"])).scheme])
        except sqlglot.ParseError:
            read = []
        right = len(read) == 1 and isinstance(read[0], sql.Query) and read[0].find(*CHANGING) is None
        self._check(right, _("Its query is one SELECT that changes nothing."))
        return query

    def _check(self, right: bool, wanted: str) -> None:
        if not right:
            reason = _("entry %(number)d is not right. %(wanted)s") % {"number": self.number, "wanted": wanted}
            raise DatabasesAreMisdeclared(reason)
