"""YAML as catalogues are written: read in C where PyYAML was built with it, in a tenth of the time, and refused where a key
stands twice, since the parsers take the last without a word."""

from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    _Parser = yaml.SafeLoader
else:
    _Parser = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

DEEPEST = 40


class KeyStandsTwice(yaml.MarkedYAMLError):
    def __init__(self, key: str, mark: yaml.Mark) -> None:
        super().__init__(problem=f"the key “{key}” stands here twice", problem_mark=mark)
        self.key = key


class Loader(_Parser):
    def get_single_node(self) -> yaml.Node | None:
        node = super().get_single_node()
        if node is not None:
            _refuse_twins(node)
        return node


def composed(text: str) -> yaml.Node | None:
    """The text as nodes, for what somebody sends: without anchors and of bounded depth, so that a small text cannot grow large
    nor fill the parser's stack, which ends the process."""
    depth = 0
    for event in yaml.parse(text, Loader=Loader):
        mark: Any = event.start_mark
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise yaml.MarkedYAMLError(problem="an anchor is used", problem_mark=mark)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise yaml.MarkedYAMLError(problem=f"nested deeper than {DEEPEST} levels", problem_mark=mark)
    return yaml.compose(text, Loader=Loader)


def _refuse_twins(root: yaml.Node) -> None:
    """By a list of what is left: a node that anchors repeat is looked at once, however often it stands."""
    left, seen = [root], set[int]()
    while left:
        node = left.pop()
        if id(node) in seen or isinstance(node, yaml.ScalarNode):
            continue
        seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            _refuse_twin_keys(node)
            left += [value for _key, value in reversed(node.value)]
        else:
            left += reversed(node.value)


def _refuse_twin_keys(node: yaml.MappingNode) -> None:
    keys = set[str]()
    for key, _value in node.value:
        if isinstance(key, yaml.ScalarNode):
            if key.value in keys:
                raise KeyStandsTwice(str(key.value), key.start_mark)
            keys.add(key.value)
