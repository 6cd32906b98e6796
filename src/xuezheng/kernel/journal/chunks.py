"""Sealed entries with their leaves and the tree's kept nodes, a chunk at a time, for going through the whole journal.

While one chunk is judged, the database already builds the texts of the next: each is one half of the work.
"""

from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import psycopg
from django.db import connection

from xuezheng.kernel.journal.canonical import FORM

CHUNK = 20_000


@dataclass(frozen=True, kw_only=True)
class Chunk:
    """`leaves`: place, entry's id, kept hash, and the written form, which is none where the entry is missing."""

    leaves: list[tuple[int, int, bytes, bytes | None]]
    nodes: dict[tuple[int, int], bytes]
    """By level and place: those that these leaves complete."""


def chunks() -> Generator[Chunk, None, None]:
    """In the caller's transaction, by the caller's connection: the reading thread only waits for it."""
    connection.ensure_connection()
    start, raw = 0, connection.connection
    with ThreadPoolExecutor(1, thread_name_prefix="journal") as reader:
        waiting = reader.submit(_read, raw, start)
        while (chunk := waiting.result()).leaves:
            start += CHUNK
            waiting = reader.submit(_read, raw, start)
            yield chunk


def _read(raw: "psycopg.Connection[Any]", start: int) -> Chunk:
    """Binary, so that hashes and texts arrive as the bytes that are hashed."""
    with psycopg.Cursor(raw) as cursor:
        leaves = cursor.execute(_LEAVES, [start, CHUNK], binary=True).fetchall()
        nodes = cursor.execute(_NODES, {"start": start, "end": start + CHUNK}, binary=True).fetchall()
    return Chunk(leaves=leaves, nodes={(level, place): hash_ for level, place, hash_ in nodes})


_LEAVES = f"""
SELECT leaf.position, leaf.entry_id, leaf.hash, CASE WHEN entry.id IS NOT NULL THEN convert_to({FORM}, 'UTF8') END
  FROM (SELECT * FROM journal_leaf WHERE position >= %s ORDER BY position LIMIT %s) leaf
  LEFT JOIN journal_entry entry ON entry.id = leaf.entry_id
 ORDER BY leaf.position
"""  # noqa: S608 - our own text
_NODES = """
SELECT node.level, node.place, node.hash
  FROM generate_series(1, 7) AS tile
  JOIN journal_node node ON node.level = tile
   AND node.place >= %(start)s::bigint >> (8 * tile) AND node.place < %(end)s::bigint >> (8 * tile)
"""
