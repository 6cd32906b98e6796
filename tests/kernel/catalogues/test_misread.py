"""Texts that are no YAML: whichever parser reads them, the reader is told where and what in the own language."""

import pytest
import yaml
from django.utils.translation import override

from xuezheng.kernel.catalogues.loader import LOADER
from xuezheng.kernel.catalogues.misread import KNOWN, line_of, what_is_wrong

pytestmark = pytest.mark.unit
CASES = [
    ("a: b: c", 1, "a colon too many"),
    ("a: [1, 2", 1, "lacks a comma or its closing ]"),
    ("a: {x: 1", 1, "lacks a comma or its closing }"),
    ("b: 1\na: 'x", 2, "lacks its closing quote"),
    ("a:\n\t- x", 2, "no value begins with a tab"),
    ('a: "\\q"', 1, "unknown after \\ in double quotes"),
    ("a: *x", 1, "names with & and *"),
    ("key: - a", 1, "a list begins on a line of its own"),
    ("a: ]", 1, "a value is missing"),
    ("{a: 1} b", 1, "another document"),
    ("a:\n  - x\n b: 1", 3, "does not fit what stands above"),
    ("- a\nb: 1", 2, "does not fit what stands above"),
    ("a: \x01", 1, "a character that no text contains"),
]


@pytest.mark.parametrize("loader", dict.fromkeys([LOADER, yaml.SafeLoader]), ids=lambda loader: str(loader.__name__))
@pytest.mark.parametrize(("text", "line", "said"), CASES)
def test_what_is_wrong_is_said_in_both_languages(
    text: str, line: int, said: str, loader: type[yaml.SafeLoader]
) -> None:
    with pytest.raises(yaml.YAMLError) as raised:
        yaml.compose(text, Loader=loader)
    assert line_of(raised.value, text) == line
    with override("en"):
        assert said in what_is_wrong(raised.value)
    with override("zh-hans"):
        told = what_is_wrong(raised.value)
    assert not [word for word in told.replace("YAML", "").split() if word.isascii() and len(word) > 2], told


def test_every_reason_differs() -> None:
    assert len({str(reason) for _signs, reason in KNOWN}) == len(KNOWN)
