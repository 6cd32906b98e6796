"""The rows of a database's query, as a Parquet file that is handed in like any other: what was checked is what is loaded."""

import io
import logging
import os
import re
import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from datetime import date, datetime
from decimal import Decimal
from urllib.parse import quote, unquote, urlsplit

import psycopg
import pyarrow as pa
import pyarrow.parquet as pq

from xuezheng.engines.lake.databases.declared import Database
from xuezheng.engines.lake.refusals import (
    DatabaseDoesNotAnswer,
    DatabaseGivesTooMuch,
    DatabaseHasNoPassword,
    DatabaseRefusesQuery,
    DatabaseTakesTooLong,
)
from xuezheng.kernel.calendar.facade import Period

log = logging.getLogger(__name__)
BATCH = 20_000
CONNECT_SECONDS = 10
PARAMETER = re.compile(r"(?<![:\w]):(period|first_day|last_day)\b")
Batches = Iterator[tuple[Sequence[str], Sequence[Sequence[object]]]]


def rows_of(database: Database, *, period: Period, most_bytes: int) -> bytes:
    """One failure, one sentence: what the driver says may quote rows or the address, so it goes to the log without either."""
    read = _from_postgresql if database.kind == "postgresql" else _from_sqlite
    given = {
        "period": period.code,
        "first_day": period.first_day.isoformat(),
        "last_day": period.last_day.isoformat(),
    }
    try:
        return _parquet(database, read(database, given), most_bytes)
    except (psycopg.errors.QueryCanceled, TimeoutError) as error:
        raise DatabaseTakesTooLong(database.title, database.timeout_seconds) from error
    except psycopg.OperationalError as error:
        log.warning("database %s does not answer: %s", database.code, error.sqlstate or type(error).__name__)
        raise DatabaseDoesNotAnswer(database.title) from None
    except psycopg.Error as error:
        log.warning("database %s refuses its query: %s", database.code, error.sqlstate or type(error).__name__)
        raise DatabaseRefusesQuery(database.title, error.sqlstate or type(error).__name__) from None
    except sqlite3.Error as error:
        log.warning("database %s refuses its query: %s", database.code, error.sqlite_errorname)
        if error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
            raise DatabaseTakesTooLong(database.title, database.timeout_seconds) from None
        if error.sqlite_errorcode == sqlite3.SQLITE_CANTOPEN:
            raise DatabaseDoesNotAnswer(database.title) from None
        raise DatabaseRefusesQuery(database.title, error.sqlite_errorname) from None


def _from_postgresql(database: Database, given: Mapping[str, str]) -> Batches:
    """`statement_timeout` holds for each fetch; the whole is bounded by the clock."""
    until = time.monotonic() + database.timeout_seconds
    query = PARAMETER.sub(r"%(\1)s", database.query.replace("%", "%%"))
    limits = f"-c statement_timeout={database.timeout_seconds * 1000} -c default_transaction_read_only=on"
    with psycopg.connect(
        database.address,
        password=_password(database),
        options=limits,
        connect_timeout=CONNECT_SECONDS,
        application_name="xuezheng",
    ) as connection:
        connection.read_only = True
        with connection.cursor(name="xuezheng") as cursor:
            cursor.execute(query, given)
            names = [column.name for column in cursor.description or ()]
            yield names, ()
            while rows := cursor.fetchmany(BATCH):
                if time.monotonic() > until:
                    raise TimeoutError
                yield names, rows


def _from_sqlite(database: Database, given: Mapping[str, str]) -> Batches:
    until = time.monotonic() + database.timeout_seconds
    path = quote(unquote(urlsplit(database.address).path.removeprefix("/")))
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        connection.set_progress_handler(lambda: time.monotonic() > until, 10_000)
        cursor = connection.execute(database.query, given)
        names = [column[0] for column in cursor.description]
        yield names, ()
        while rows := cursor.fetchmany(BATCH):
            yield names, rows


def _password(database: Database) -> str | None:
    if not database.password_from:
        return None
    if not (password := os.environ.get(database.password_from)):
        raise DatabaseHasNoPassword(database.title, database.password_from)
    return password


def _parquet(database: Database, batches: Batches, most_bytes: int) -> bytes:
    names, _none = next(batches)
    schema = pa.schema([pa.field(name, pa.string()) for name in names])
    held = io.BytesIO()
    with pq.ParquetWriter(held, schema) as writer:
        for _names, rows in batches:
            columns = [pa.array([_text(row[place]) for row in rows], pa.string()) for place in range(len(names))]
            writer.write_table(pa.Table.from_arrays(columns, schema=schema))
            if held.tell() > most_bytes:
                raise DatabaseGivesTooMuch(database.title, most_bytes // 1024 // 1024)
    return held.getvalue()


def _text(value: object) -> str | None:
    """As the cell would stand in a file."""
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return format(Decimal(repr(value)), "f")
    return format(value, "f") if isinstance(value, Decimal) else str(value)
