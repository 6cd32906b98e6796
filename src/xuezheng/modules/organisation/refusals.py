"""What the module says when it refuses."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.refusals import NotAllowed, NotFound, Refusal, VersionIsStale


class BodyIsAbsent(NotFound):
    def __init__(self) -> None:
        super().__init__(_("There is no such body within what your post may see."))


class SeatIsAbsent(NotFound):
    def __init__(self) -> None:
        super().__init__(_("There is no such seat within what your post may see."))


class CioIsAbsent(NotFound):
    def __init__(self) -> None:
        super().__init__(_("There is no such CIO within what your post may see."))


class MeetingIsAbsent(NotFound):
    def __init__(self) -> None:
        super().__init__(_("There is no such meeting within what your post may see."))


class ResolutionIsAbsent(NotFound):
    def __init__(self) -> None:
        super().__init__(_("There is no such resolution within what your post may see."))


class RuleIsAbsent(NotFound):
    def __init__(self) -> None:
        super().__init__(_("There is no such rule document within what your post may see."))


class SurveyIsAbsent(NotFound):
    def __init__(self) -> None:
        super().__init__(_("There is no such survey within what your post may see."))


class CoverageRuleIsAbsent(NotFound):
    def __init__(self) -> None:
        super().__init__(_("The catalogue has no such rule of coverage."))


class MayNotKeepRegisters(NotAllowed):
    def __init__(self) -> None:
        super().__init__(
            _("Your present post may not keep these registers. Switch the post, or ask your administrator.")
        )


class IsNotYours(NotAllowed):
    """It belongs to a unit that alone may change it."""

    def __init__(self, name: str, unit: str) -> None:
        super().__init__(
            _("“%(name)s” belongs to %(unit)s, and only posts there change it.") % {"name": name[:60], "unit": unit}
        )


class SomebodyChangedIt(VersionIsStale):
    def __init__(self, name: str) -> None:
        super().__init__(
            _("Somebody changed “%(name)s” in the meantime. Look at the change, then decide again.")
            % {"name": name[:60]}
        )


class WordsAreMissing(Refusal):
    """A text that must be there is empty."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence, field=field)


class TextIsTooLong(Refusal):
    def __init__(self, field: str, *, length: int, most: int) -> None:
        super().__init__(
            _("The text has %(length)d characters; at most %(most)d fit.") % {"length": length, "most": most},
            field=field,
        )


class DayLiesAhead(Refusal):
    def __init__(self, field: str, day: date) -> None:
        super().__init__(
            _("%(day)s lies ahead. Record it when it has happened.") % {"day": day.isoformat()}, field=field
        )


class DayIsTooEarly(Refusal):
    """The day comes before something that must have been there."""

    def __init__(self, field: str, day: date, *, first: date) -> None:
        super().__init__(
            _("%(day)s is too early here. Choose %(first)s or a later day.")
            % {"day": day.isoformat(), "first": first.isoformat()},
            field=field,
        )


class UnitIsClosed(Refusal):
    def __init__(self, unit: str, day: date) -> None:
        super().__init__(
            _("%(unit)s was closed on %(day)s. Name the unit that took over its work.")
            % {"unit": unit, "day": day.isoformat()},
            field="unit",
        )


class PersonIsUnknown(Refusal):
    def __init__(self, number: str) -> None:
        super().__init__(
            _("Your post sees nobody with the number %(number)s. Check it, or leave it empty and write the name.")
            % {"number": number[:20]},
            field="person_number",
        )
