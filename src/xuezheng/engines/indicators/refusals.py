"""What the engine says when it refuses."""

from django.utils.translation import gettext as _

from xuezheng.kernel.refusals import NotFound, Refusal


class DefinitionIsRefused(Refusal):
    """A definition in a catalogue's file that cannot be taken, with its place."""

    code = "definition"

    def __init__(self, reason: str, *, file: str, line: int) -> None:
        self.reason, self.file, self.line = reason, file, line
        super().__init__(_("%(file)s, line %(line)s: %(reason)s") % {"file": file, "line": line, "reason": reason})


class ValueIsAbsent(NotFound):
    def __init__(self) -> None:
        super().__init__(_("There is no such value within what your post may see."))


class PeriodIsNotComputed(NotFound):
    def __init__(self, table: str, period: str) -> None:
        super().__init__(
            _("“%(table)s” has not been computed for %(period)s; compute the whole period first.")
            % {"table": table, "period": period}
        )
