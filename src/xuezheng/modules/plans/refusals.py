"""What the module says when it refuses."""

from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.refusals import Conflict, NotAllowed, NotFound, VersionIsStale


class PlanIsAbsent(NotFound):
    def __init__(self) -> None:
        super().__init__(_("There are no such work points within what your post may see."))


class PaperIsAbsent(NotFound):
    def __init__(self) -> None:
        super().__init__(_("There is no such document within what your post may see."))


class PartIsAbsent(NotFound):
    def __init__(self) -> None:
        super().__init__(_("There is no such part in these work points any more. Reload the page."))


class MayNotWritePlans(NotAllowed):
    def __init__(self) -> None:
        super().__init__(_("Your present post may not write work points. Ask the administrator of your unit."))


class PlanIsNotYours(NotAllowed):
    def __init__(self, title: str, unit: str) -> None:
        super().__init__(
            _("“%(title)s” belongs to %(unit)s, and only posts there change it.") % {"title": title, "unit": unit}
        )


class PlanIsNotADraft(Conflict):
    code = "plan-is-not-a-draft"

    def __init__(self, title: str) -> None:
        super().__init__(
            _("“%(title)s” is published and stays as it is. Upload a new edition to change it.") % {"title": title}
        )


class PlanIsNotPublished(Conflict):
    code = "plan-is-not-published"

    def __init__(self, title: str) -> None:
        super().__init__(_("“%(title)s” is not in force: it is a draft, superseded or closed.") % {"title": title})


class SomebodyChangedIt(VersionIsStale):
    def __init__(self, name: str) -> None:
        super().__init__(
            _("Somebody changed “%(name)s” in the meantime. Look at the change, then decide again.") % {"name": name}
        )


class EditionExists(Conflict):
    code = "edition-exists"

    def __init__(self, title: str, year: int) -> None:
        super().__init__(
            _("Your unit has work points “%(title)s” of %(year)s already. Say that this is a new edition of them.")
            % {"title": title, "year": year},
            field="title",
        )


class DraftExists(EditionExists):
    code = "draft-exists"

    def __init__(self, title: str, year: int) -> None:
        Conflict.__init__(
            self,
            _("Your unit has a draft “%(title)s” of %(year)s already. Go on with the draft, or discard it first.")
            % {"title": title, "year": year},
            field="title",
        )


class YearIsNotOver(Conflict):
    code = "year-is-not-over"

    def __init__(self, year: int) -> None:
        super().__init__(
            _("The work points of %(year)s are closed after 31 December %(year)s, not before.") % {"year": year}
        )
