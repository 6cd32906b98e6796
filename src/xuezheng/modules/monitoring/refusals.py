"""What the module says when it refuses."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.refusals import Conflict, NotAllowed, NotFound, Refusal, VersionIsStale


class BulletinIsAbsent(NotFound):
    def __init__(self) -> None:
        super().__init__(_("There is no such bulletin within what your post may see."))


class BulletinIsNotPublished(NotFound):
    """Said to whoever is not signed in, who has no post."""

    def __init__(self) -> None:
        super().__init__(_("No such bulletin is open to everybody. Choose one from the list of published bulletins."))


class BatchIsAbsent(NotFound):
    def __init__(self) -> None:
        super().__init__(_("There is no such batch of bulletins within what your post may see."))


class MayNotWriteBulletins(NotAllowed):
    def __init__(self) -> None:
        super().__init__(_("Your present post may not write bulletins. Ask the administrator of your unit."))


class MayNotPublishBulletins(NotAllowed):
    def __init__(self) -> None:
        super().__init__(_("Your present post may not publish bulletins. Ask the administrator of your unit."))


class BulletinIsNotYours(NotAllowed):
    def __init__(self, title: str, issuer: str) -> None:
        super().__init__(
            _("“%(title)s” is a bulletin of %(issuer)s, and only posts there change it.")
            % {"title": title, "issuer": issuer}
        )


class UnitHasNoBulletins(Refusal):
    def __init__(self, name: str) -> None:
        super().__init__(
            _("Bulletins are written about provinces, cities and counties; %(name)s is none of these.")
            % {"name": name},
            field="unit",
        )


class BulletinExists(Conflict):
    code = "bulletin-exists"

    def __init__(self, title: str, *, bulletin_id: UUID) -> None:
        self.bulletin_id = bulletin_id
        super().__init__(
            _("“%(title)s” is there already. Fill the draft anew, or withdraw what was issued.") % {"title": title}
        )


class BulletinIsNotADraft(Conflict):
    code = "bulletin-is-not-a-draft"

    def __init__(self, title: str) -> None:
        super().__init__(
            _("“%(title)s” was issued and stays as it is. Withdraw it and draft another.") % {"title": title}
        )


class BulletinIsNotIssued(Conflict):
    code = "bulletin-is-not-issued"

    def __init__(self, title: str) -> None:
        super().__init__(_("“%(title)s” is not in force: it is a draft, or was withdrawn.") % {"title": title})


class SomebodyChangedTheBulletin(VersionIsStale):
    def __init__(self, title: str) -> None:
        super().__init__(
            _("Somebody changed “%(title)s” in the meantime. Look at it again, then decide.") % {"title": title}
        )


class DayIsNotYetThere(Refusal):
    def __init__(self, day: date, today: date) -> None:
        super().__init__(
            _("A bulletin is dated %(today)s or earlier, not %(day)s.")
            % {"day": day.isoformat(), "today": today.isoformat()},
            field="dated",
        )


class PeriodHasNotBegun(Refusal):
    def __init__(self, day: date, first: date) -> None:
        super().__init__(
            _("The period begins on %(first)s; a bulletin about it is not dated %(day)s.")
            % {"day": day.isoformat(), "first": first.isoformat()},
            field="dated",
        )


class NumberIsTaken(Conflict):
    code = "number-taken"

    def __init__(self, number: str) -> None:
        super().__init__(_("Another bulletin has the number “%(number)s”.") % {"number": number}, field="number")
