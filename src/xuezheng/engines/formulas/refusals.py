"""What is said of a formula that is not accepted: the reason with its place in the text."""

from django.utils.translation import gettext as _

from xuezheng.kernel.refusals import Refusal


class FormulaError(Refusal, ValueError):
    """`reason` is a sentence in the reader's language; `line` and `column` count from 1."""

    code = "formula"

    def __init__(self, reason: str, *, line: int = 1, column: int = 1, field: str = "") -> None:
        self.reason, self.line, self.column = reason, line, column
        sentence = _("Line %(line)s, column %(column)s: %(reason)s") % {
            "line": line,
            "column": column,
            "reason": reason,
        }
        super().__init__(sentence, field=field)
