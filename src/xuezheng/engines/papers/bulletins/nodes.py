"""YAML read with the line of every part, so that a mistake can be found where it stands."""

from collections.abc import Mapping
from typing import Any

import yaml
from django.utils.translation import gettext as _

from xuezheng.engines.papers.bulletins.conditions import Condition, condition_of
from xuezheng.engines.papers.bulletins.mistakes import Mistake, Notes, SlotIsMistaken, TemplateIsMistaken
from xuezheng.engines.papers.bulletins.slots import Phrase, phrase_of
from xuezheng.kernel.catalogues.loader import composed
from xuezheng.kernel.catalogues.misread import line_of, what_is_wrong

Node = Any
LONGEST = 200_000


def node_of(text: str) -> Node:
    """Refuses (TemplateIsMistaken) what is no YAML or is empty."""
    if len(text) > LONGEST:
        raise _refused(1, _("the template is longer than %(most)s characters.") % {"most": LONGEST})
    try:
        node = composed(text)
    except yaml.YAMLError as error:
        reason = _("this is not YAML %(problem)s.") % {"problem": what_is_wrong(error)}
        raise _refused(line_of(error, text), reason) from error
    if node is None:
        raise _refused(1, _("the template is empty."))
    return node


def _refused(line: int, reason: str) -> TemplateIsMistaken:
    return TemplateIsMistaken([Mistake(line=line, reason=reason)])


def fields_of(node: Node, notes: Notes, *, needed: set[str], allowed: set[str]) -> dict[str, Node]:
    """The fields of a mapping by name; unknown and missing ones are noted."""
    if not isinstance(node, yaml.MappingNode):
        notes.add(node, _("fields are wanted here: %(fields)s.") % {"fields": ", ".join(sorted(needed | allowed))})
        return {}
    found: dict[str, Node] = {}
    for key, value in node.value:
        name = str(key.value)
        if name not in needed | allowed:
            known = ", ".join(sorted(needed | allowed))
            notes.add(
                key, _("the field “%(name)s” is not known; there are: %(known)s.") % {"name": name, "known": known}
            )
        else:
            found[name] = value
    for name in sorted(needed - set(found)):
        notes.add(node, _("the field “%(name)s” is missing.") % {"name": name})
    return found


def items_of(node: Node | None, notes: Notes) -> list[Node]:
    if node is None:
        return []
    if not isinstance(node, yaml.SequenceNode):
        notes.add(node, _("a list is wanted here."))
        return []
    return list(node.value)


def text_of(node: Node | None, notes: Notes) -> str:
    if node is None:
        return ""
    if not isinstance(node, yaml.ScalarNode) or not str(node.value).strip():
        notes.add(node, _("a text is wanted here."))
        return ""
    return str(node.value).strip()


def choice_of(node: Node | None, notes: Notes, *, options: tuple[str, ...]) -> str:
    """The first option where nothing is said."""
    found = text_of(node, notes)
    if not found:
        return options[0]
    if found not in options:
        notes.add(
            node,
            _("“%(found)s” should be one of %(options)s.") % {"found": found, "options": ", ".join(options)},
        )
        return options[0]
    return found


def flag_of(node: Node | None, notes: Notes) -> bool:
    return choice_of(node, notes, options=("false", "true")) == "true"


def count_of(node: Node | None, notes: Notes, *, most: int) -> int:
    found = text_of(node, notes)
    if not found:
        return 0
    if not (found.isascii() and found.isdigit() and 1 <= int(found) <= most):
        notes.add(node, _("“%(found)s” should be a number from 1 to %(most)s.") % {"found": found, "most": most})
        return 0
    return int(found)


def phrase_in(node: Node, notes: Notes) -> Phrase:
    text = text_of(node, notes)
    if node is None or not text:
        return ()
    try:
        return phrase_of(text, line_at=lambda place: node.start_mark.line + 1 + _lines_before(node, text, place))
    except SlotIsMistaken as error:
        notes.add(node, error.reason, lines=_lines_before(node, text, error.place))
        return ()


def condition_in(node: Node, notes: Notes) -> Condition | None:
    text = text_of(node, notes)
    if not text:
        return None
    try:
        return condition_of(text, line=node.start_mark.line + 1)
    except SlotIsMistaken as error:
        notes.add(node, error.reason, lines=_lines_before(node, text, error.place))
        return None


def _lines_before(node: yaml.ScalarNode, text: str, place: int) -> int:
    """A text kept line by line begins below its sign; others are folded, and their first line is what is known."""
    return 1 + text.count("\n", 0, place) if node.style == "|" else 0


def names_of(node: Node | None, notes: Notes) -> Mapping[str, str]:
    if node is None:
        return {}
    return {
        language: text_of(found, notes)
        for language, found in fields_of(node, notes, needed={"zh", "en"}, allowed=set()).items()
    }
