"""What is refused in more than one place of the engine."""

from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.refusals import Conflict, NotFound, Refusal, VersionIsStale


class NoSuchForm(NotFound):
    def __init__(self) -> None:
        super().__init__(_("There is no such form within what your post may see."))


class NoSuchCollection(NotFound):
    def __init__(self) -> None:
        super().__init__(_("There is no such collection within what your post may see."))


class NoSuchReport(NotFound):
    def __init__(self) -> None:
        super().__init__(_("There is no such report within what your post may see."))


class NoSuchCorrection(NotFound):
    def __init__(self) -> None:
        super().__init__(_("There is no such correction within what your post may see."))


class NoSuchSuspicionAnswer(NotFound):
    def __init__(self) -> None:
        super().__init__(_("There is no such answer within what your post may see."))


class IsNotSuspicious(Conflict):
    def __init__(self) -> None:
        super().__init__(
            _("This is no longer found: the figures changed in the meantime, or the report was returned. Look again.")
        )


class ChangedMeanwhile(VersionIsStale):
    def __init__(self, name: str) -> None:
        super().__init__(
            _("Somebody changed “%(name)s” in the meantime. Look at the change, then decide again.") % {"name": name}
        )


class IsNotADraft(Conflict):
    def __init__(self, title: str) -> None:
        super().__init__(
            _("“%(title)s” is published and stays as it is. Draft its next edition instead.") % {"title": title}
        )


class IsNotOpenForFilling(Conflict):
    def __init__(self, title: str) -> None:
        super().__init__(
            _("“%(title)s” cannot be filled in now: it is submitted already, not open yet, or closed.")
            % {"title": title}
        )


class CollectionIsClosed(Conflict):
    def __init__(self, title: str) -> None:
        super().__init__(_("“%(title)s” was closed; its reports are only read from then on.") % {"title": title})


class NothingToFill(NotFound):
    def __init__(self, title: str) -> None:
        super().__init__(_("“%(title)s” has no report that your post may fill in by file.") % {"title": title})


class NoSuchUnitToFill(NotFound):
    def __init__(self, code: str) -> None:
        super().__init__(_("There is no unit “%(code)s” within what your post may see.") % {"code": code[:40]})


class TooManyReports(Refusal):
    def __init__(self, most: int) -> None:
        super().__init__(
            _("One file holds at most %(most)d reports. Take those below one unit: state its code.") % {"most": most},
            field="below",
        )


class NoSuchTable(NotFound):
    def __init__(self, code: str) -> None:
        super().__init__(_("The form has no table “%(code)s”.") % {"code": code[:60]})


class NoSuchUpload(NotFound):
    def __init__(self) -> None:
        super().__init__(_("There is no such file within what your post may see; files are kept for a week."))


class SheetIsApplied(Conflict):
    def __init__(self) -> None:
        super().__init__(_("The answers of this file are written already, or being written."))
