"""Entries of a catalogue: what is asked is given, what is missing, unknown or of another kind is refused with its line."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.utils.translation import override

from xuezheng.kernel.catalogues.entries import LARGEST_FILE, Entry, Mistake, Words, read_text

pytestmark = pytest.mark.unit
TEXT = """code: rooms
title: {zh: 教室, en: Rooms}
least: 2.50
places: 3
kind: wide
since: 2018-03-01
shared: true
list:
  - one
  - two
"""


def entry() -> Entry:
    return read_text(TEXT, name="sample.yaml")


def test_entries_give_what_is_asked() -> None:
    top = entry().only("code", "title", "least", "places", "kind", "since", "shared", "list")
    assert (top.code(), top.text("code")) == ("rooms", "rooms")
    assert top.words("title") == Words(zh="教室", en="Rooms")
    assert (top.number("least"), top.number("most"), top.whole("places", 1)) == (Decimal("2.50"), None, 3)
    assert (top.choice("kind", ["wide", "long"]), top.day("since")) == ("wide", date(2018, 3, 1))
    assert (top.flag("shared"), top.flag("other")) == (True, False)
    assert [one.as_text() for one in top.each("list")] == ["one", "two"]
    assert (list(top.each("nothing")), top.text("nothing", "otherwise"), list(top.named())[:2]) == (
        [], "otherwise", ["code", "title"],
    )  # fmt: skip


def test_words_are_shown_in_the_language_of_the_reader() -> None:
    words = Words(zh="教室", en="Rooms")
    with override("en"):
        assert str(words) == "Rooms"
    with override("zh-hans"):
        assert str(words) == "教室"


@pytest.mark.parametrize(
    ("asking", "line", "reason"),
    [
        (lambda top: top.only("code"), 2, "“title” is not known here; known are code."),
        (lambda top: top.at("most"), 1, "“most” is missing."),
        (lambda top: top.number("kind"), 5, "kind is “wide”; a number is expected."),
        (lambda top: top.whole("most"), 1, "“most” is missing."),
        (lambda top: top.wholes("list"), 9, "“one” is no whole number."),
        (lambda top: top.whole("least", 0), 3, "least is 2.50; a whole number is expected."),
        (lambda top: top.choice("kind", ["long"]), 5, "kind is “wide”; it is one of long."),
        (lambda top: top.day("kind"), 5, "kind is “wide”; a day is written 2026-03-31."),
        (lambda top: top.words("list"), 9, "Keys with values are expected here."),
        (lambda top: list(top.each("title")), 2, "A list is expected here."),
        (lambda top: top.text("title"), 2, "A text is expected here."),
        (lambda top: top.flag("kind"), 5, "kind is “wide”; it is one of true, false."),
    ],
)
def test_a_mistake_says_where_and_what(asking: Callable[[Entry], object], line: int, reason: str) -> None:
    with override("en"), pytest.raises(Mistake) as refused:
        asking(entry())
    assert str(refused.value) == f"sample.yaml, line {line}: {reason}"
    assert refused.value.line == line


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("", 1, "The file is empty."),
        ("a: 1\na: 2", 2, "This is not YAML at column 1: the key “a” stands here twice."),
        ("a: &x 1\nb: *x", 1, "This is not YAML at column 4: names with & and * are not used here."),
        ("a: [1", 1, "This is not YAML"),
        ("a: " + "x" * LARGEST_FILE, 1, "The text is longer than"),
        ("a: " + "[" * 5_000, 1, "nested too deep here."),
    ],
)
def test_what_is_no_catalogue_is_refused(text: str, line: int, reason: str) -> None:
    with override("en"), pytest.raises(Mistake) as refused:
        read_text(text, name="sample.yaml").only("a", "b")
    assert reason in str(refused.value)
    assert refused.value.line == line


@pytest.mark.parametrize("code", ["Rooms", "1st", "a-b", "教室", "a" * 61])
def test_codes_are_plain(code: str) -> None:
    with pytest.raises(Mistake):
        read_text(f"code: {code}", name="sample.yaml").code()
