"""What a text lacks to be YAML, in the reader's language: the parsers speak English only, and each in words of its own."""

import yaml
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xuezheng.kernel.catalogues.loader import KeyStandsTwice

KNOWN = (
    (
        ("mapping values are not allowed",),
        gettext_lazy("a colon too many: put the text in quotes, or begin the key on a line of its own"),
    ),
    (("',' or ']'",), gettext_lazy("a list in square brackets lacks a comma or its closing ]")),
    (("',' or '}'",), gettext_lazy("a mapping in braces lacks a comma or its closing }")),
    (("unexpected end of stream",), gettext_lazy("a text in quotes lacks its closing quote")),
    (
        ("cannot start any token",),
        gettext_lazy("no value begins with a tab or this character: indent by spaces, or put the text in quotes"),
    ),
    (("unknown escape",), gettext_lazy("this is unknown after \\ in double quotes: write \\\\, or use single quotes")),
    (("undefined alias", "second occurrence", "anchor is used"), gettext_lazy("names with & and * are not used here")),
    (
        ("sequence entries are not allowed",),
        gettext_lazy("a list begins on a line of its own, not beside the key"),
    ),
    (("node content",), gettext_lazy("a value is missing before this character")),
    (("nested deeper",), gettext_lazy("lists and mappings are nested too deep here")),
    (("another document", "document start"), gettext_lazy("here begins another document; there is to be one only")),
    (("could not find expected ':'", "simple key"), gettext_lazy("a key lacks its colon")),
    (
        ("expected key", "'-' indicator", "block end", "indentation"),
        gettext_lazy("this does not fit what stands above: look at the indentation, quotes and dashes"),
    ),
)


def line_of(error: yaml.YAMLError, text: str) -> int:
    """A parser may find out at the end of the text, which is no line of its own."""
    mark = getattr(error, "problem_mark", None)
    return min(mark.line, text.count("\n")) + 1 if mark else 1


def what_is_wrong(error: yaml.YAMLError) -> str:
    """Without a full stop: the column where it was found out, and what to look for."""
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return _("there is a character that no text contains")
    reason = _reason_of(error)
    return _("at column %(column)d: %(reason)s") % {"column": mark.column + 1, "reason": reason}


def _reason_of(error: yaml.YAMLError) -> str:
    if isinstance(error, KeyStandsTwice):
        return _("the key “%(key)s” stands here twice") % {"key": error.key[:60]}
    told = str(getattr(error, "problem", "") or "")
    found = (reason for signs, reason in KNOWN if any(sign in told for sign in signs))
    return str(next(found, gettext_lazy("this cannot be read; look at the indentation, quotes and brackets")))
