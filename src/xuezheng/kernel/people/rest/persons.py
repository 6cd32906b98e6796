"""/api/v1/persons."""

from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from xuezheng.kernel.people.actions.change_person import change_person as change
from xuezheng.kernel.people.actions.close_account import close_account as close
from xuezheng.kernel.people.actions.grant_post import grant_post as grant
from xuezheng.kernel.people.actions.open_account import InitialPassword, open_account
from xuezheng.kernel.people.actions.record_leaving import record_leaving
from xuezheng.kernel.people.actions.register_person import register_person as register
from xuezheng.kernel.people.actions.reopen_account import reopen_account as reopen
from xuezheng.kernel.people.actions.reset_password import reset_password
from xuezheng.kernel.people.actions.reset_second_factors import reset_second_factors as clear_second_factors
from xuezheng.kernel.people.actions.transfer_people import PeopleMoved, transfer_people
from xuezheng.kernel.people.actions.transfer_person import transfer_person as transfer
from xuezheng.kernel.people.models import Account, Person, Post
from xuezheng.kernel.people.policies import GRANTING, persons_visible_to
from xuezheng.kernel.people.queries import account_of, get_person, lasting, matching, posts_of
from xuezheng.kernel.people.rest.schemas import (
    AccountNew,
    AccountOut,
    InitialPasswordOut,
    Leaving,
    PeopleMovedOut,
    PersonChange,
    PersonNew,
    PersonOut,
    PostNew,
    PostOut,
    Transfer,
    TransferOfAll,
)
from xuezheng.kernel.people.rest.units import unit_id_of, unit_path_of
from xuezheng.kernel.refusals import NotFound
from xuezheng.kernel.rest.endpoints import Router
from xuezheng.kernel.rest.serving import ApiRequest

router = Router(tag="persons")


@router.lists("/", item=PersonOut, permission="people.read", order="name")
def persons(request: ApiRequest, q: str = "", unit: str = "", role: str = "") -> QuerySet[Person]:
    """People of the own subtree. `q` matches name, initials or number; `unit` is a unit's code and means its subtree."""
    rows = persons_visible_to(request.post).select_related("home_unit")
    if q:
        rows = rows.filter(matching(q))
    if unit:
        path = unit_path_of(request, unit)
        rows = rows.filter(unit_path__gte=path, unit_path__lt=path + "~")
    if role:
        held = Post.objects.filter(lasting(request.at), person=OuterRef("pk"), role=role)
        rows = rows.filter(Exists(held))
    return rows


@router.creates(
    "/",
    returns=PersonOut,
    permission="people.change",
    location=lambda person: f"/api/v1/persons/{person.id}",
)
def register_person(request: ApiRequest, new: PersonNew) -> Person:
    """Register a person at a unit of the own subtree."""
    return register(
        post=request.post,
        name=new.name,
        home_unit_id=unit_id_of(request, new.home_unit, field="home_unit"),
        number=new.number,
        phone=new.phone,
        email=new.email,
        at=request.at,
    )


@router.reads("/{uuid:person_id}", returns=PersonOut, permission="people.read")
def person(request: ApiRequest, person_id: UUID) -> Person:
    """One person."""
    return get_person(request.post, person_id=person_id)


@router.changes("/{uuid:person_id}", returns=PersonOut, permission="people.change")
def change_person(request: ApiRequest, person_id: UUID, wanted: PersonChange) -> Person:
    """Change name, phone or e-mail."""
    present = get_person(request.post, person_id=person_id)
    return change(
        post=request.post,
        person_id=person_id,
        version=request.version,
        name=present.name if wanted.name is None else wanted.name,
        phone=present.phone if wanted.phone is None else wanted.phone,
        email=present.email if wanted.email is None else wanted.email,
        at=request.at,
    )


@router.acts("/{uuid:person_id}/transfer", returns=PersonOut, permission="people.change", versioned=True)
def transfer_person(request: ApiRequest, person_id: UUID, wanted: Transfer) -> Person:
    """Move the home to another unit of the own subtree."""
    return transfer(
        post=request.post,
        person_id=person_id,
        version=request.version,
        to_unit_id=unit_id_of(request, wanted.to_unit, field="to_unit"),
        keep_posts=wanted.keep_posts,
        at=request.at,
    )


@router.acts("/transfer", returns=PeopleMovedOut, permission=GRANTING)
def transfer_people_of_unit(request: ApiRequest, wanted: TransferOfAll) -> PeopleMoved:
    """Move everybody at home at a unit to another at once, such as before it is merged or closed."""
    return transfer_people(
        post=request.post,
        from_unit_id=unit_id_of(request, wanted.from_unit, field="from_unit"),
        to_unit_id=unit_id_of(request, wanted.to_unit, field="to_unit"),
        posts=wanted.posts,
        effective_on=wanted.effective_on,
        at=request.at,
    )


@router.acts("/{uuid:person_id}/leaving", returns=PersonOut, permission="people.change", versioned=True)
def record_person_leaving(request: ApiRequest, person_id: UUID, wanted: Leaving) -> Person:
    """Record that the person left: every post ends, wherever held; the account closes."""
    return record_leaving(
        post=request.post, person_id=person_id, version=request.version, left_on=wanted.left_on, at=request.at
    )


@router.lists("/{uuid:person_id}/posts", item=PostOut, permission="people.read", order="-valid_from")
def posts_of_person(request: ApiRequest, person_id: UUID) -> QuerySet[Post]:
    """The person's posts, also those at other units."""
    return posts_of(request.post, person=get_person(request.post, person_id=person_id))


@router.creates(
    "/{uuid:person_id}/posts",
    returns=PostOut,
    permission="posts.grant",
    location=lambda held: f"/api/v1/posts/{held.id}",
)
def grant_post(request: ApiRequest, person_id: UUID, new: PostNew) -> Post:
    """Grant the person a post."""
    return grant(
        post=request.post,
        person_id=person_id,
        unit_id=unit_id_of(request, new.unit, field="unit"),
        role=new.role,
        valid_from=new.valid_from,
        valid_to=new.valid_to,
        at=request.at,
    )


@router.reads("/{uuid:person_id}/account", returns=AccountOut, permission="people.read")
def account(request: ApiRequest, person_id: UUID) -> Account:
    """The person's account."""
    return _account(request, person_id)


@router.acts("/{uuid:person_id}/account/open", returns=InitialPasswordOut, permission="people.change", repeatable=False)
def open_person_account(request: ApiRequest, person_id: UUID, new: AccountNew) -> InitialPasswordOut:
    """Open an account. The initial password is in this answer only."""
    return _told(open_account(post=request.post, person_id=person_id, username=new.username, at=request.at))


@router.acts(
    "/{uuid:person_id}/account/reset",
    returns=InitialPasswordOut,
    permission="people.change",
    repeatable=False,
    takes="",
)
def reset_person_password(request: ApiRequest, person_id: UUID) -> InitialPasswordOut:
    """Reset the password: the present one stops working, every session ends; the new initial password is in this answer only."""
    return _told(reset_password(post=request.post, person_id=person_id, at=request.at))


@router.acts("/{uuid:person_id}/account/second-factors/reset", returns=AccountOut, permission="people.change", takes="")
def reset_second_factors(request: ApiRequest, person_id: UUID) -> Account:
    """Take the second factors away: authenticator app, recovery codes, passkeys and API tokens go; every session ends."""
    return clear_second_factors(post=request.post, person_id=person_id, at=request.at)


@router.acts("/{uuid:person_id}/account/close", returns=AccountOut, permission="people.change", takes="")
def close_account(request: ApiRequest, person_id: UUID) -> Account:
    """Close the account; posts stay."""
    return close(post=request.post, person_id=person_id, at=request.at)


@router.acts("/{uuid:person_id}/account/reopen", returns=AccountOut, permission="people.change", takes="")
def reopen_account(request: ApiRequest, person_id: UUID) -> Account:
    """Open a closed account again."""
    return reopen(post=request.post, person_id=person_id, at=request.at)


def _account(request: ApiRequest, person_id: UUID) -> Account:
    found = account_of(get_person(request.post, person_id=person_id))
    if found is None:
        raise NotFound(_("This person has no account."))
    return found


def _told(opened: InitialPassword) -> InitialPasswordOut:
    return InitialPasswordOut(username=opened.account.username, password=opened.password)
