"""What the lake refuses, as sentences."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.refusals import Conflict, NotAllowed, NotFound, Refusal


class DeclarationIsWrong(Refusal):
    """A mistake of who wrote the catalogue: told at the start, never to a user."""

    code = "declaration-is-wrong"

    def __init__(self, file: str, line: int, reason: str) -> None:
        super().__init__(f"{file}, line {line}: {reason}")
        self.file, self.line, self.reason = file, line, reason


class TableIsUnknown(NotFound):
    def __init__(self) -> None:
        super().__init__(_("There is no such table in the lake."), field="table")


class PeriodIsOfAnotherKind(Refusal):
    code = "period-is-of-another-kind"

    def __init__(self, period: str, example: str) -> None:
        words = {"period": period, "example": example}
        super().__init__(
            _("The table does not come in periods like %(period)s. Write it like %(example)s.") % words, field="period"
        )


class PeriodHasNotBegun(Refusal):
    code = "period-has-not-begun"

    def __init__(self, title: str, begins: date) -> None:
        super().__init__(
            _("%(period)s begins on %(day)s only; there can be no records of it yet.")
            % {"period": title, "day": begins.isoformat()},
            field="period",
        )


class RowsWereReplaced(Conflict):
    """Somebody loaded the same units' rows after the file was compared with them."""

    def __init__(self, number: int, loader: str) -> None:
        super().__init__(
            _(
                "Since the file was checked, %(loader)s loaded snapshot %(number)d. Check the file again to see what it changes."
            )
            % {"number": number, "loader": loader}
        )


class SnapshotIsGone(NotFound):
    def __init__(self, number: int) -> None:
        super().__init__(
            _("Snapshot %(number)d does not exist, or is no longer kept.") % {"number": number}, field="snapshot"
        )


class MayNotLoad(NotAllowed):
    def __init__(self) -> None:
        super().__init__(_("Your post may not load tables. Ask the administrator of your unit."))


class MayNotRead(NotAllowed):
    def __init__(self) -> None:
        super().__init__(_("Your post may not read tables of the lake. Ask the administrator of your unit."))


class RecordsOfPeopleStay(NotAllowed):
    def __init__(self, table: str) -> None:
        super().__init__(
            _("“%(table)s” holds records of people, which are only given as counts and sums of groups.")
            % {"table": table},
            field="table",
        )


class PeriodsStayApart(Refusal):
    code = "periods-stay-apart"

    def __init__(self, table: str) -> None:
        super().__init__(
            _(
                "“%(table)s” holds records of people, the same in several periods. Name one period, or add “period” to “by”."
            )
            % {"table": table},
            field="periods",
        )


class ColumnIsUnknown(Refusal):
    code = "column-is-unknown"

    def __init__(self, column: str) -> None:
        super().__init__(_("The table has no column “%(column)s”.") % {"column": column[:60]}, field="columns")


class ColumnNamesPersons(Refusal):
    code = "column-names-persons"

    def __init__(self, column: str) -> None:
        super().__init__(
            _("“%(column)s” tells single people apart. Group by what many have in common.") % {"column": column[:60]},
            field="by",
        )


class ConditionDoesNotFit(Refusal):
    code = "condition-does-not-fit"

    def __init__(self, column: str, value: str, right: str) -> None:
        super().__init__(
            _("“%(value)s” is no value of the column “%(column)s”. %(right)s")
            % {"column": column, "value": value[:60], "right": right},
            field="where",
        )


class ColumnsAreMissing(Refusal):
    code = "columns-are-missing"

    def __init__(self, titles: Sequence[str]) -> None:
        self.titles = tuple(titles)
        super().__init__(
            _("The head of the table lacks: %(names)s. Take the template and keep its first row.")
            % {"names": gettext(", ").join(titles)},
            field="file",
        )


class HeadStandsTwice(Refusal):
    code = "head-stands-twice"

    def __init__(self, head: str, title: str) -> None:
        super().__init__(
            _("The head “%(head)s” names the column “%(title)s” a second time. Leave one of the two in the table.")
            % {"head": head[:60], "title": title},
            field="file",
        )


class ColumnHoldsNoCells(Refusal):
    """A Parquet file may hold lists, records and bytes."""

    code = "column-holds-no-cells"

    def __init__(self, head: str, kind: str) -> None:
        super().__init__(
            _("“%(head)s” holds %(kind)s. It should hold texts, numbers, days, or yes and no.")
            % {"head": head[:60], "kind": kind[:80]},
            field="file",
        )


class QueryLacksColumns(Refusal):
    code = "query-lacks-columns"

    def __init__(self, database: str, titles: Sequence[str]) -> None:
        super().__init__(
            _("What “%(database)s” gives lacks: %(names)s. Ask whoever runs the platform to complete the query.")
            % {"database": database, "names": gettext(", ").join(titles)},
            field="source",
        )


class FileHasNoRows(Refusal):
    code = "file-has-no-rows"

    def __init__(self, name: str, *, field: str = "file") -> None:
        super().__init__(
            _("“%(name)s” holds no rows, and loading it would leave your units without any. Nothing is changed.")
            % {"name": name[:80]},
            field=field,
        )


class RowsLieElsewhere(NotAllowed):
    def __init__(self, code: str) -> None:
        super().__init__(
            _("Rows of “%(code)s” lie outside of what your post may load.") % {"code": code[:60]}, field="units"
        )


class SourceIsNotReadable(Refusal):
    code = "source-is-not-readable"

    def __init__(self, name: str) -> None:
        super().__init__(
            _("“%(name)s” cannot be read as a table. Save it as .xlsx, .csv or .parquet.") % {"name": name},
            field="file",
        )


class UploadIsUnknown(NotFound):
    def __init__(self) -> None:
        super().__init__(_("There is no such file within what your post may see."))


class FileIsTooLarge(Refusal):
    code = "file-is-too-large"

    def __init__(self, name: str, limit: int) -> None:
        super().__init__(
            _("“%(name)s” is larger than %(limit)d MB. Split it into several files.") % {"name": name, "limit": limit},
            field="file",
        )


class FileIsGone(NotFound):
    def __init__(self) -> None:
        super().__init__(_("The file is no longer kept."))


class FileIsAtWork(Conflict):
    def __init__(self, name: str) -> None:
        super().__init__(
            _("“%(name)s” is being checked or loaded in the background already. Wait until that is done.")
            % {"name": name[:80]}
        )


class FileIsLoaded(Conflict):
    def __init__(self) -> None:
        super().__init__(_("This file is loaded already. Upload the next one."))


class FileHasProblems(Refusal):
    code = "file-has-problems"

    def __init__(self) -> None:
        super().__init__(_("Rows of the file have problems. Put them right and upload the file again."), field="file")


class TooManyForExcel(Refusal):
    code = "too-many-for-excel"

    def __init__(self, rows: int) -> None:
        super().__init__(
            _("A worksheet holds 1,048,575 rows, and these are %(rows)d. Take them as CSV or Parquet.")
            % {"rows": rows},
            field="format",
        )


class DatabasesAreMisdeclared(Refusal):
    """A mistake of the operator. It never repeats what stands in the file."""

    code = "databases-are-misdeclared"

    def __init__(self, reason: str) -> None:
        super().__init__(
            _("The list of databases (XUEZHENG_LAKE_SOURCES) is not right: %(reason)s") % {"reason": reason},
            field="source",
        )


class DatabaseIsUnknown(NotFound):
    def __init__(self) -> None:
        super().__init__(_("There is no such database from which your post may draw rows."), field="source")


class DatabaseDoesNotAnswer(Refusal):
    code = "database-does-not-answer"

    def __init__(self, title: str) -> None:
        super().__init__(
            _("“%(title)s” does not answer, or does not let the platform in. Ask whoever runs the platform.")
            % {"title": title},
            field="source",
        )


class DatabaseHasNoPassword(Refusal):
    code = "database-has-no-password"

    def __init__(self, title: str, variable: str) -> None:
        super().__init__(
            _("The password of “%(title)s” is not set: whoever runs the platform puts it into %(variable)s.")
            % {"title": title, "variable": variable},
            field="source",
        )


class DatabaseRefusesQuery(Refusal):
    code = "database-refuses-query"

    def __init__(self, title: str, reason: str) -> None:
        super().__init__(
            _("“%(title)s” refuses the query (%(reason)s). Ask whoever runs the platform.")
            % {"title": title, "reason": reason},
            field="source",
        )


class DatabaseTakesTooLong(Refusal):
    code = "database-takes-too-long"

    def __init__(self, title: str, seconds: int) -> None:
        super().__init__(
            _("“%(title)s” did not give its rows within %(seconds)d seconds. Try again when it is less busy.")
            % {"title": title, "seconds": seconds},
            field="source",
        )


class DatabaseGivesTooMuch(Refusal):
    code = "database-gives-too-much"

    def __init__(self, title: str, limit: int) -> None:
        super().__init__(
            _("“%(title)s” gives more than %(limit)d MB for this period. Its query has to be divided.")
            % {"title": title, "limit": limit},
            field="source",
        )
