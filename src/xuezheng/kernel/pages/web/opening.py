"""A form opens for those only who may send it, so that nobody writes what is refused in the end.

What may be done is said in one place, the action, which looks at who acts before it locks, writes or looks at what was
answered. So whoever opens a form is put to its own act, without answers: as soon as the act asks for one, or for a lock, it has
let the reader through and goes no further. Nothing is locked or written by looking.
"""

import re
from collections.abc import Callable
from typing import Any, Never

from django import forms
from django.db import connection, transaction

from xuezheng.kernel.refusals import NotAllowed, NotFound

READS = re.compile(r"\s*(SELECT|WITH|SET|SAVEPOINT|RELEASE|ROLLBACK)\b", re.IGNORECASE)
LOCKS = re.compile(r"\bFOR (NO KEY )?UPDATE\b")


class FarEnough(Exception):
    """The act asks for an answer or for a lock."""


def _asked(*_given: Any, **_named: Any) -> Never:
    raise FarEnough


USES = (
    "str repr format hash int float index bytes fspath eq ne lt le gt ge len iter next getitem contains call add"
    " radd sub rsub mul rmul truediv rtruediv floordiv mod rmod neg abs round and rand or ror"
)
HANDED_ON = {"__getattr__": lambda self, _name: self, "__bool__": lambda _self: True}
Unanswered = type("Unanswered", (), {**HANDED_ON, **{f"__{use}__": _asked for use in USES.split()}})
"""Stands where an answer will be, and where a part of one will be: reading it ends the act."""


def check_may_send(form: forms.Form, act: Callable[[dict[str, Any]], object]) -> None:
    """Raises the refusal that would await the reader, whatever was answered."""
    form.cleaned_data = dict.fromkeys(form.fields, Unanswered())
    try:
        with connection.execute_wrapper(_no_further), transaction.atomic():
            act(form.cleaned_data)
            transaction.set_rollback(True)  # a function of the database may have written without saying so
    except (NotAllowed, NotFound) as refusal:
        if refusal.field not in form.fields:
            raise
    except Exception:  # noqa: BLE001 - whatever a library says of an answer that nobody gave: the act had let the reader through
        return
    finally:
        del form.cleaned_data


def _no_further(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
    text = str(sql)
    if not READS.match(text) or LOCKS.search(text) or any(isinstance(value, Unanswered) for value in params or ()):
        raise FarEnough
    return execute(sql, params, many, context)
