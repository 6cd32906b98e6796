"""What the module says when it refuses."""

from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.refusals import Conflict, NotAllowed, NotFound, VersionIsStale


class RoundIsAbsent(NotFound):
    def __init__(self) -> None:
        super().__init__(_("There is no such assessment round within what your post may see."))


class AssessedUnitIsAbsent(NotFound):
    def __init__(self) -> None:
        super().__init__(_("There is no such assessed unit within what your post may see."))


class ExpertIsAbsent(NotFound):
    def __init__(self) -> None:
        super().__init__(_("There is no such expert in the register that your post may see."))


class ReviewIsAbsent(NotFound):
    def __init__(self) -> None:
        super().__init__(_("There is no such review within what your post may see."))


class ItemResultIsAbsent(NotFound):
    def __init__(self) -> None:
        super().__init__(_("There is no such finding within what your post may see."))


class ResultAppealIsAbsent(NotFound):
    def __init__(self) -> None:
        super().__init__(_("There is no such appeal within what your post may see."))


class MayNotRunRounds(NotAllowed):
    def __init__(self) -> None:
        super().__init__(_("Your present post does not hold assessment rounds. Ask the administrator of your unit."))


class RoundIsNotYours(NotAllowed):
    def __init__(self, title: str, unit: str) -> None:
        super().__init__(
            _("“%(title)s” is held by %(unit)s, and only posts there change it.") % {"title": title, "unit": unit}
        )


class ReviewIsNotYours(NotAllowed):
    def __init__(self) -> None:
        super().__init__(_("A review is written by its expert alone."))


class RoundIsNoDraft(Conflict):
    code = "round-is-no-draft"

    def __init__(self, title: str) -> None:
        super().__init__(_("“%(title)s” is open already; its standard stays as it was announced.") % {"title": title})


class RoundIsNotInReview(Conflict):
    code = "round-is-not-in-review"

    def __init__(self, title: str) -> None:
        super().__init__(
            _(
                "“%(title)s” is not in review: experts are assigned and judge between its self-evaluation and its conclusion."
            )
            % {"title": title}
        )


class ReviewIsHandedIn(Conflict):
    code = "review-is-handed-in"

    def __init__(self) -> None:
        super().__init__(_("This review is handed in. Ask the administration that holds the round to return it."))


class SomebodyChangedIt(VersionIsStale):
    def __init__(self, name: str) -> None:
        super().__init__(
            _("Somebody changed “%(name)s” in the meantime. Look at the change, then decide again.")
            % {"name": name[:60]}
        )
