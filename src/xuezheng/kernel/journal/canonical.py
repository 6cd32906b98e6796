"""The one written form of an entry that its leaf hashes: built by the database, hashed by us.

`jsonb` prints the same text for the same value on every release and machine (keys ordered, numbers and blanks
normalised); times are whole microseconds, so that no session's time zone shows. A new column of Entry asks for a new
form beside this one, never for a change of it: sealed leaves cannot be rewritten.
"""

from django.db.backends.utils import CursorWrapper

FORM = """jsonb_build_array('entry.1', entry.id, entry.uuid, (extract(epoch FROM entry.at) * 1000000)::bigint,
 entry.person_id, entry.person_name, entry.post_id, entry.post_title, entry.act, entry.object_kind, entry.object_id,
 entry.object_name, entry.unit_path, entry.before, entry.after, entry.origin, entry.request_id)::text"""


def written_form(cursor: CursorWrapper, entry_id: int) -> bytes | None:
    """What anybody hashes who checks a proof by hand; None where the bound scope does not see the entry."""
    cursor.execute(f"SELECT {FORM} FROM journal_entry entry WHERE id = %s", [entry_id])  # noqa: S608 - our own text
    row = cursor.fetchone()
    return str(row[0]).encode() if row else None
