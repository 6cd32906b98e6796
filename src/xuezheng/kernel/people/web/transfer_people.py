"""The form that moves all people of a unit at once: reached from the unit's page, the list of people, or by itself."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from xuezheng.kernel.clock import now, today
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.people.actions.transfer_people import PeopleMoved, PostsThen, transfer_people
from xuezheng.kernel.people.models import Person, Post
from xuezheng.kernel.people.policies import GRANTING, can_transfer_people
from xuezheng.kernel.people.queries import lasting
from xuezheng.kernel.people.web.answers import answer_form, done, sent
from xuezheng.kernel.people.web.forms import TransferPeopleForm
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units import offers
from xuezheng.kernel.units.models import Unit


@post_required(GRANTING)
def transfer(request: PostRequest) -> HttpResponse:
    source = _asked_for(request)

    def act(data: dict[str, Any]) -> HttpResponse:
        moved = transfer_people(
            post=request.post,
            from_unit_id=data["from_unit"].id,
            to_unit_id=data["to_unit"].id,
            posts=PostsThen(data["posts"]),
            effective_on=data["effective_on"],
            at=now(),
        )
        return done(request, _told(moved, data["to_unit"]), to=reverse("unit", args=[data["from_unit"].uuid]))

    initial = {"from_unit": source.code if source else "", "effective_on": today(now())}
    return answer_form(
        request,
        form=TransferPeopleForm(sent(request), initial=initial),
        act=act,
        title=_("Transfer all people of a unit"),
        about=_present(source, at=now()) if source else "",
        explained=_(
            "Everybody at home there is at home at the new unit afterwards, with account and sign-in. Posts held there end, "
            "also those of people from elsewhere; API tokens of ended posts stop working. Then the old unit can be merged or "
            "closed."
        ),
        submit=_("Transfer all"),
        cancel=reverse("unit", args=[source.uuid]) if source else reverse("people"),
    )


def offer(post: ActingPost, unit: Unit) -> offers.Offer | None:
    """On the page of a unit, for those who may."""
    if not can_transfer_people(post, unit, unit):
        return None
    return offers.Offer(
        title=gettext_lazy("Transfer all people"), address=f"{reverse('transfer-people')}?from={unit.code}"
    )


def _asked_for(request: PostRequest) -> Unit | None:
    unit = Unit.objects.filter(code=request.GET.get("from", "")[:40].replace("\x00", "")).first()
    return unit if unit is not None and request.post.covers(unit.unit_path) else None


def _present(unit: Unit, *, at: datetime) -> str:
    persons = Person.objects.filter(home_unit=unit, left_on=None).count()
    posts = Post.objects.filter(lasting(at), unit=unit).count()
    home = ngettext("%(count)d person at home", "%(count)d people at home", persons) % {"count": persons}
    held = ngettext("%(count)d post held", "%(count)d posts held", posts) % {"count": posts}
    return f"{unit.name} · {home} · {held}"


def _told(moved: PeopleMoved, target: Unit) -> str:
    sentence = _("%(persons)d people are now at home at %(unit)s; %(ended)d posts ended, %(granted)d go on there.") % {
        "persons": moved.persons,
        "unit": target.name,
        "ended": moved.posts_ended,
        "granted": moved.posts_granted,
    }
    if not moved.posts_dropped:
        return sentence
    dropped = _("%(count)d do not, since their role does not exist there.") % {"count": moved.posts_dropped}
    return f"{sentence} {dropped}"
