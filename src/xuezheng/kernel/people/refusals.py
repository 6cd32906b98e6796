"""What the people's package says when it refuses. None tells of a row the post may not see."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from xuezheng.kernel.people.models import Person
from xuezheng.kernel.people.roles import Role
from xuezheng.kernel.refusals import Conflict, NotAllowed, NotFound, Refusal, VersionIsStale
from xuezheng.kernel.units.models import Unit


class PersonIsAbsent(NotFound):
    def __init__(self) -> None:
        super().__init__(_("There is no such person within what your post may see."), field="person")


class PostIsAbsent(NotFound):
    def __init__(self) -> None:
        super().__init__(_("There is no such post within what your post may see."), field="post")


class UnitIsAbsent(NotFound):
    def __init__(self, *, field: str) -> None:
        super().__init__(_("There is no such unit within your reach. Choose one of your own subtree."), field=field)


class UnitIsClosed(Refusal):
    code = "unit-is-closed"

    def __init__(self, unit: Unit, *, field: str) -> None:
        sentence = _("%(unit)s has been closed. Choose a unit that is open.") % {"unit": unit.name}
        super().__init__(sentence, field=field)


class MayNotKeepPeople(NotAllowed):
    def __init__(self) -> None:
        super().__init__(_("Your present post may not keep people's records. Ask an administrator of your unit."))


class PersonRanksAbove(NotAllowed):
    code = "person-ranks-above"

    def __init__(self, person: Person) -> None:
        super().__init__(
            _("%(person)s holds a post that ranks above yours. Ask an administrator of the unit above.")
            % {"person": person.name}
        )


class MayNotTransferPeople(NotAllowed):
    def __init__(self) -> None:
        super().__init__(
            _(
                "Your present post may not move a unit's people: that takes keeping people and granting posts at both units."
            )
        )


class PeopleRankAbove(NotAllowed):
    """Only people and posts of the unit itself are named, which the post may see."""

    code = "people-rank-above"
    named = 5

    def __init__(self, unit: Unit, names: list[str]) -> None:
        shown = "、".join([*names[: self.named], *(["…"] if len(names) > self.named else [])])
        super().__init__(
            _("At %(unit)s some hold posts that rank above yours: %(names)s. Ask an administrator of the unit above.")
            % {"unit": unit.name, "names": shown}
        )


class NobodyIsThere(Conflict):
    code = "nobody-is-there"

    def __init__(self, unit: Unit) -> None:
        super().__init__(
            _("Nobody is at home at %(unit)s and no post is held there. Choose another unit.") % {"unit": unit.name},
            field="from_unit",
        )


class PersonHoldsPostsBeyond(NotAllowed):
    code = "person-holds-posts-beyond"

    def __init__(self, person: Person) -> None:
        super().__init__(
            _(
                "%(person)s also holds a post outside your subtree, which the same account opens. "
                "Ask an administrator of a unit above both."
            )
            % {"person": person.name}
        )


class NotUponOneself(NotAllowed):
    code = "not-upon-oneself"

    def __init__(self) -> None:
        super().__init__(_("Nobody does this to themselves. Ask another administrator."))


class RecordHasChanged(VersionIsStale):
    def __init__(self) -> None:
        super().__init__(_("Somebody else has changed this meanwhile. Look at it again, then repeat what you wanted."))


class NumberNotUsable(Refusal):
    """One sentence for every cause, so that it cannot be asked whether a number is known at a unit one may not see."""

    code = "number-not-usable"

    def __init__(self, number: str) -> None:
        super().__init__(
            _(
                "“%(number)s” cannot be used for a new person. Check it, or leave it empty to have one given. If it is "
                "right, the unit above can tell whether the person is to be transferred to you."
            )
            % {"number": number},
            field="number",
        )


class NumberIsTaken(Conflict):
    """Said only where the post may see the person."""

    code = "number-is-taken"

    def __init__(self, person: Person) -> None:
        super().__init__(
            _("%(number)s is %(person)s of %(unit)s. Open that record instead of a second one.")
            % {"number": person.number, "person": person.name, "unit": person.home_unit.name},
            field="number",
        )


class NobodyByThatNumberAndName(NotFound):
    """The pair is the key to a person of another unit: whoever knows both knows the person already."""

    code = "nobody-by-that-number-and-name"

    def __init__(self) -> None:
        super().__init__(
            _("No person in service has this number together with this name. Check both with the person's home unit."),
            field="number",
        )


class PersonHasLeft(Conflict):
    code = "person-has-left"

    def __init__(self, person: Person) -> None:
        super().__init__(
            _("%(person)s left on %(day)s. Nothing can be granted or opened any more.")
            % {"person": person.name, "day": person.left_on}
        )


class UsernameNotUsable(Refusal):
    code = "username-not-usable"

    def __init__(self, username: str) -> None:
        super().__init__(
            _(
                "The sign-in name “%(username)s” cannot be used. It has 3 to 40 letters a–z, digits, dots, hyphens or "
                "underlines, begins with a letter or digit, and is nobody else's."
            )
            % {"username": username},
            field="username",
        )


class AccountStateDiffers(Conflict):
    code = "account-state-differs"


class RoleNotGrantable(NotAllowed):
    code = "role-not-grantable"

    def __init__(self, *, unit: Unit, granted: Role | None, grantable: list[Role]) -> None:
        names = "、".join(item.name for item in grantable)
        if granted is not None and unit.level not in granted.levels:
            sentence = _("The role %(role)s does not exist at a unit like %(unit)s.")
        else:
            sentence = _("Your present post may not grant this role at %(unit)s.")
        text = sentence % {"role": granted.name if granted else "", "unit": unit.name}
        offer = _("You may grant there: %(roles)s.") % {"roles": names} if names else _("Ask an administrator above.")
        super().__init__(f"{text} {offer}", field="role")


class PostIsHeldAlready(Conflict):
    code = "post-is-held-already"

    def __init__(self, *, unit: Unit, granted: Role) -> None:
        super().__init__(
            _("This person already holds the role %(role)s at %(unit)s in that time. Extend that post instead.")
            % {"role": granted.name, "unit": unit.name},
            field="role",
        )


class PostHasEnded(Conflict):
    code = "post-has-ended"

    def __init__(self, ended: datetime) -> None:
        day = timezone.localtime(ended).date().isoformat()
        super().__init__(_("This post ended on %(day)s. Grant a new one.") % {"day": day})


class PeriodNotPossible(Refusal):
    code = "period-not-possible"


class LastAdministrator(Conflict):
    code = "last-administrator"

    def __init__(self, *, unit_name: str) -> None:
        super().__init__(
            _("You are the last to administer %(unit)s. Grant the role to a successor first.") % {"unit": unit_name}
        )
