"""What the module says when it refuses."""

from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.refusals import Conflict, NotAllowed, NotFound, VersionIsStale


class OrderIsAbsent(NotFound):
    def __init__(self) -> None:
        super().__init__(_("There is no such order within what your post may see."))


class ScoringIsAbsent(NotFound):
    def __init__(self) -> None:
        super().__init__(_("There is no such score within what your post may see."))


class LineIsAbsent(NotFound):
    def __init__(self) -> None:
        super().__init__(_("There is no such line within what your post may see."))


class AppealIsAbsent(NotFound):
    def __init__(self) -> None:
        super().__init__(_("There is no such appeal within what your post may see."))


class InspectionIsAbsent(NotFound):
    def __init__(self) -> None:
        super().__init__(_("There is no such round of special supervision within what your post may see."))


class FindingIsAbsent(NotFound):
    def __init__(self) -> None:
        super().__init__(_("There is no such finding within what your post may see."))


class MayNotIssueOrders(NotAllowed):
    def __init__(self) -> None:
        super().__init__(_("Your present post may not issue supervision orders. Ask the administrator of your unit."))


class MayNotScore(NotAllowed):
    def __init__(self) -> None:
        super().__init__(_("Your present post may not score units. Ask the administrator of your unit."))


class OrderIsNotYours(NotAllowed):
    def __init__(self, number: str, unit: str) -> None:
        super().__init__(
            _("%(number)s was issued by %(unit)s, and only posts there decide about it.")
            % {"number": number, "unit": unit}
        )


class OrderIsNotForYou(NotAllowed):
    def __init__(self, number: str, unit: str) -> None:
        super().__init__(
            _("%(number)s is addressed to %(unit)s, and only posts there reply to it.")
            % {"number": number, "unit": unit}
        )


class OrderIsOver(Conflict):
    code = "order-is-over"

    def __init__(self, number: str) -> None:
        super().__init__(_("%(number)s is closed or withdrawn; nothing more is done about it.") % {"number": number})


class OrderIsNotAnswered(Conflict):
    code = "order-is-not-answered"

    def __init__(self, number: str) -> None:
        super().__init__(_("No reply to %(number)s waits for a decision.") % {"number": number})


class OrderIsAnswered(Conflict):
    code = "order-is-answered"

    def __init__(self, number: str) -> None:
        super().__init__(_("%(number)s is answered already; wait for the decision.") % {"number": number})


class ShareIsOrdered(Conflict):
    code = "share-is-ordered"

    def __init__(self, number: str) -> None:
        super().__init__(
            _("%(number)s about the same matter is still open. Decide about it first.") % {"number": number},
            field="subject",
        )


class ScoringIsPublished(Conflict):
    code = "scoring-is-published"

    def __init__(self, title: str) -> None:
        super().__init__(
            _("“%(title)s” is published and stays as it is. What is wrong in it is corrected by appeals.")
            % {"title": title}
        )


class InspectionIsClosed(Conflict):
    code = "inspection-is-closed"

    def __init__(self, name: str) -> None:
        super().__init__(_("“%(name)s” is closed and stays as it is.") % {"name": name})


class SomebodyChangedIt(VersionIsStale):
    def __init__(self, name: str) -> None:
        super().__init__(
            _("Somebody changed “%(name)s” in the meantime. Look at the change, then decide again.")
            % {"name": name[:60]}
        )
