"""Texts that are no YAML: whichever parser reads them, the reader is told where and what in the own language."""

import pytest
import yaml
from django.utils.translation import override

from xuezheng.kernel.catalogues.loader import Loader, composed
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


@pytest.mark.parametrize("loader", dict.fromkeys([Loader, yaml.SafeLoader]), ids=lambda loader: str(loader.__name__))
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


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("a: 1\nb: 2\na: 3", 3, "at column 1: the key “a” stands here twice"),
        ("- {a: 1}\n- {b: {x: 1, 'x': 2}}", 2, "at column 14: the key “x” stands here twice"),
        ("a: 1\nb: &x 2", 2, "names with & and *"),
        ("a: 1\nb: " + "[" * 100_000, 2, "nested too deep"),
        ("\n" + "- " * 41 + "x", 2, "nested too deep"),
    ],
)
def test_what_is_sent_says_nothing_twice_and_cannot_grow(text: str, line: int, said: str) -> None:
    with pytest.raises(yaml.YAMLError) as raised:
        composed(text)
    assert line_of(raised.value, text) == line
    with override("en"):
        assert said in what_is_wrong(raised.value)


def test_a_loaded_file_says_nothing_twice_either() -> None:
    assert yaml.load("a: &x {b: 1}\nc: {<<: *x, b: 2}", Loader=Loader) == {"a": {"b": 1}, "c": {"b": 2}}
    with pytest.raises(yaml.YAMLError):
        yaml.load("a: {b: 1, b: 2}", Loader=Loader)


def test_every_reason_differs() -> None:
    assert len({str(reason) for _signs, reason in KNOWN}) == len(KNOWN)
