"""What a form costs those who fill it: fields asked, fields filled already, minutes."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from xuezheng.engines.forms.declared import Answer, Form
from xuezheng.kernel.catalogues.entries import read_file

CATALOG = Path(__file__).parent / "catalog" / "burden.yaml"


@dataclass(frozen=True, kw_only=True)
class Burden:
    asked: int
    filled: int
    minutes: int


def burden_of(form: Form) -> Burden:
    """A table counts as one row of its columns; minutes are rounded up, and never none where something is asked."""
    fields = [*form.fields(), *(column for table in form.tables() for column in table.columns)]
    asked = [one for one in fields if one.is_asked]
    seconds = sum(_seconds()[one.answer] for one in asked) + sum(_glance() for one in fields if not one.is_asked)
    return Burden(asked=len(asked), filled=len(fields) - len(asked), minutes=-(-seconds // 60))


@cache
def _seconds() -> Mapping[Answer, int]:
    entry = read_file(CATALOG).only("source", "date", "glance", "seconds").at("seconds")
    return {answer: entry.whole(answer.value, 0) for answer in Answer}


@cache
def _glance() -> int:
    return read_file(CATALOG).whole("glance", 0)
