"""The declaration of a form as parts that can be put, moved and removed, and written back as text.

A place is written as `sections.0.fields.2`: lists and numbers, counted from 0. The reader of declarations says afterwards
whether the whole is still a form; nothing is checked here but that the place is there.
"""

import re
from collections.abc import Mapping
from typing import Any

import yaml
from django.utils.translation import gettext as _

from xuezheng.kernel.refusals import Refusal

PLACE = re.compile(r"(sections|rules)\.(\d{1,4})(\.(fields|tables)\.(\d{1,4})(\.(columns|rules)\.(\d{1,4}))?)?")
Tree = dict[str, Any]


class _Dumper(yaml.SafeDumper):
    """Lists are indented, as in the shipped forms."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002 - PyYAML's signature
        super().increase_indent(flow, False)  # noqa: FBT003 - PyYAML's signature


def tree_of(text: str) -> Tree:
    """Of a text that was read as a form before, so that it is a mapping without anchors; every value stays a text."""
    found: Tree = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - builds texts, lists and mappings only
    return found


def written(tree: Tree) -> str:
    return yaml.dump(tree, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1_000)


def part_at(tree: Tree, place: str) -> Tree:
    siblings, number = _siblings(tree, place)
    if number >= len(siblings):
        raise _no_place(place)
    found: Tree = siblings[number]
    return found


def put(tree: Tree, place: str, values: Mapping[str, Any]) -> None:
    """The part takes these values; an empty one takes its key away. A number just after the last adds a part."""
    siblings, number = _siblings(tree, place)
    if number > len(siblings):
        raise _no_place(place)
    part: Tree = siblings[number] if number < len(siblings) else {}
    for key, value in values.items():
        if value:
            part[key] = value
        else:
            part.pop(key, None)
    siblings[number:] = [part, *siblings[number + 1 :]]


def put_head(tree: Tree, values: Mapping[str, Any]) -> None:
    """What stands above the sections takes these values, in their order; an empty one takes its key away."""
    rest = {key: tree.pop(key) for key in list(tree) if key != "code" and key not in values}
    for key, value in values.items():
        tree.pop(key, None)
        if value:
            tree[key] = value
    tree.update(rest)


def move(tree: Tree, place: str, *, by: int) -> None:
    part = part_at(tree, place)
    siblings, number = _siblings(tree, place)
    if not 0 <= number + by < len(siblings):
        raise Refusal(_("It stands at the end already."), field="place")
    siblings.pop(number)
    siblings.insert(number + by, part)


def remove(tree: Tree, place: str) -> None:
    """A list that becomes empty goes with its last part: the reader wants no empty lists."""
    part_at(tree, place)
    siblings, number = _siblings(tree, place)
    siblings.pop(number)
    if not siblings:
        holder, key = _holder(tree, place)
        del holder[key]


def _siblings(tree: Tree, place: str) -> tuple[list[Tree], int]:
    holder, key = _holder(tree, place)
    found = holder.setdefault(key, [])
    if not isinstance(found, list):
        raise _no_place(place)
    return found, int(place.rpartition(".")[2])


def _holder(tree: Tree, place: str) -> tuple[Tree, str]:
    """What the list stands in, and the key of the list."""
    if not PLACE.fullmatch(place):
        raise _no_place(place)
    steps = place.split(".")
    holder: Any = tree
    for name, number in zip(steps[:-2:2], steps[1:-2:2], strict=True):
        within = holder.get(name, [])
        if int(number) >= len(within):
            raise _no_place(place)
        holder = within[int(number)]
    return holder, steps[-2]


def _no_place(place: str) -> Refusal:
    return Refusal(_("There is nothing at “%(place)s” in this form.") % {"place": place[:60]}, field="place")
