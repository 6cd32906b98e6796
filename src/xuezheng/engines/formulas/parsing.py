"""From a text to sqlglot's tree, refusing first what is no single small expression: comments, statements, deep nesting."""

from dataclasses import dataclass

import sqlglot
from django.utils.translation import gettext as _
from sqlglot import exp
from sqlglot.errors import ParseError, SqlglotError
from sqlglot.tokenizer_core import Token, TokenType

from xuezheng.engines.formulas.refusals import FormulaError

DIALECT = "duckdb"
MOST_CHARACTERS, MOST_TOKENS, MOST_BRACKETS = 4000, 800, 20


@dataclass(frozen=True)
class Places:
    """Turns places within the text into refusals with line and column."""

    text: str

    def refusal(self, reason: str, *, start: int | None = None) -> FormulaError:
        before = self.text[: start or 0]
        line = before.count("\n") + 1
        return FormulaError(reason, line=line, column=len(before) - (before.rfind("\n") + 1) + 1)

    def of(self, node: exp.Expr, reason: str) -> FormulaError:
        """At the first word of the node that has a place; sqlglot keeps them for names and functions only."""
        starts = [found.meta["start"] for found in node.walk() if "start" in found.meta]
        written = str(node.this) if isinstance(node, exp.Literal) else ""
        return self.refusal(reason, start=min(starts, default=max(self.text.find(written), 0)))


def parsed(text: str) -> tuple[exp.Expr, Places]:
    places = Places(text)
    if not text.strip():
        raise places.refusal(_("The formula is empty."))
    if len(text) > MOST_CHARACTERS:
        raise places.refusal(_("The formula is longer than %(most)s characters.") % {"most": MOST_CHARACTERS})
    _check_tokens(_tokens(text, places), places)
    try:
        tree = sqlglot.parse_one(text, dialect=DIALECT)
    except ParseError as error:
        raise _unreadable(error) from error
    except (SqlglotError, RecursionError) as error:
        raise places.refusal(_("This is not an expression that can be read.")) from error
    return tree, places


def _tokens(text: str, places: Places) -> list[Token]:
    if "\0" in text:
        raise places.refusal(_("The formula holds a character that is not printable."), start=text.index("\0"))
    try:
        return list(sqlglot.tokenize(text, dialect=DIALECT))
    except SqlglotError as error:
        raise places.refusal(_("A quotation mark is opened and not closed.")) from error


def _check_tokens(tokens: list[Token], places: Places) -> None:
    if not tokens:
        raise places.refusal(_("A formula holds no comments."))
    if len(tokens) > MOST_TOKENS:
        raise places.refusal(_("The formula has more than %(most)s words and signs.") % {"most": MOST_TOKENS})
    depth = 0
    for token in tokens:
        if token.comments:
            raise places.refusal(_("A formula holds no comments."), start=token.start)
        if token.token_type == TokenType.SEMICOLON:
            raise places.refusal(_("A formula is one expression, without a semicolon."), start=token.start)
        depth += {TokenType.L_PAREN: 1, TokenType.R_PAREN: -1}.get(token.token_type, 0)
        if depth > MOST_BRACKETS:
            raise places.refusal(
                _("Brackets are nested more than %(most)s deep.") % {"most": MOST_BRACKETS}, start=token.start
            )


def _unreadable(error: ParseError) -> FormulaError:
    found = error.errors[0] if error.errors else {}
    word = str(found.get("highlight") or "")
    line, end = int(found.get("line") or 1), int(found.get("col") or 1)
    column = max(1, end - len(word) + 1)
    if word:
        reason = _("This cannot be read as an expression from “%(word)s” on.") % {"word": word}
    else:
        reason = _("This is not an expression that can be read.")
    return FormulaError(reason, line=line, column=column)
