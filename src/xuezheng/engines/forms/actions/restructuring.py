"""Changing a draft part by part: each change is a change of its text, refused and journaled as that is."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from xuezheng.engines.forms import structure
from xuezheng.engines.forms.actions.editing import change_form, draft_form
from xuezheng.engines.forms.models import FormEdition
from xuezheng.engines.forms.reading_editions import edition_to_see
from xuezheng.kernel.catalogues.entries import Mistake
from xuezheng.kernel.refusals import Refusal, Refusals
from xuezheng.kernel.scope.acting import ActingPost

IN_TWO_LANGUAGES = frozenset({"zh", "en"})


def begin_form(*, post: ActingPost, code: str, values: Mapping[str, Any], at: datetime) -> FormEdition:
    """A draft with this head and one section without fields."""
    tree: structure.Tree = {"code": code}
    structure.put_head(tree, values)
    tree["sections"] = [{"code": "section_1", "title": {"zh": "填报内容", "en": "Content"}}]
    text = structure.written(tree)
    return _with_names(text, lambda: draft_form(post=post, text=text, at=at))


def put_head(
    *, post: ActingPost, edition_id: UUID, version: int, values: Mapping[str, Any], at: datetime
) -> FormEdition:
    return _changed(post, edition_id, version, lambda tree: structure.put_head(tree, values), at=at)


def put_part(
    *, post: ActingPost, edition_id: UUID, version: int, place: str, values: Mapping[str, Any], at: datetime
) -> FormEdition:
    return _changed(post, edition_id, version, lambda tree: structure.put(tree, place, values), at=at)


def move_part(*, post: ActingPost, edition_id: UUID, version: int, place: str, by: int, at: datetime) -> FormEdition:
    return _changed(post, edition_id, version, lambda tree: structure.move(tree, place, by=by), at=at)


def remove_part(*, post: ActingPost, edition_id: UUID, version: int, place: str, at: datetime) -> FormEdition:
    return _changed(post, edition_id, version, lambda tree: structure.remove(tree, place), at=at)


def _changed(
    post: ActingPost, edition_id: UUID, version: int, change: Callable[[structure.Tree], None], *, at: datetime
) -> FormEdition:
    """The text is of the version that is read here: where that is not the stated one any more, the change is refused."""
    tree = structure.tree_of(edition_to_see(post, edition_id).text)
    change(tree)
    text = structure.written(tree)
    return _with_names(text, lambda: change_form(post=post, edition_id=edition_id, version=version, text=text, at=at))


def _with_names(text: str, write: Callable[[], FormEdition]) -> FormEdition:
    """Nobody sees the text here: a mistake names the key, not the line."""
    try:
        return write()
    except Mistake as mistake:
        raise _at_its_key(text, mistake) from mistake
    except Refusals as several:
        raise Refusals([_at_its_key(text, one) for one in several.refusals]) from several


def _at_its_key(text: str, refusal: Refusal) -> Refusal:
    if not isinstance(refusal, Mistake):
        return refusal
    return Refusal(refusal.reason, field=_named(text, refusal.line))


def _named(text: str, line: int) -> str:
    """The key on the line of the mistake, with the language where the text of one language is meant."""
    lines = text.splitlines()[:line]
    if not lines:
        return ""
    key = _key(lines[-1])
    if "options" in _above(lines):
        return "options"
    if key not in IN_TWO_LANGUAGES:
        return key
    return next((f"{above}_{key}" for above in _above(lines)), key)


def _above(lines: Sequence[str]) -> Iterator[str]:
    """The keys that hold the last line, from the nearest up."""
    depth = _depth(lines[-1])
    for line in reversed(lines):
        if _depth(line) < depth:
            depth = _depth(line)
            yield _key(line)


def _key(line: str) -> str:
    return line.strip().removeprefix("- ").partition(":")[0]


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(" -"))
