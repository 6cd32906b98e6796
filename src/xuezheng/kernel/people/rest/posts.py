"""/api/v1/posts."""

from uuid import UUID

from django.db.models import QuerySet

from xuezheng.kernel.people.actions.end_post import end_post as end
from xuezheng.kernel.people.actions.extend_post import extend_post as extend
from xuezheng.kernel.people.actions.grant_post import grant_post_to_named as grant_to_named
from xuezheng.kernel.people.models import Post
from xuezheng.kernel.people.policies import posts_visible_to
from xuezheng.kernel.people.queries import get_post, lasting
from xuezheng.kernel.people.rest.schemas import PostChange, PostForNamed, PostOut
from xuezheng.kernel.people.rest.units import unit_id_of, unit_path_of
from xuezheng.kernel.rest.endpoints import Router
from xuezheng.kernel.rest.serving import ApiRequest

router = Router(tag="posts")


@router.lists("/", item=PostOut, permission="people.read", order="person_name")
def posts(
    request: ApiRequest, q: str = "", unit: str = "", role: str = "", ended: bool | None = None
) -> QuerySet[Post]:
    """Posts at the own units and those that people of the own units hold elsewhere. `unit` is a code and means its subtree."""
    rows = posts_visible_to(request.post)
    if q:
        rows = rows.filter(person_name__begins=q)
    if unit:
        path = unit_path_of(request, unit)
        rows = rows.filter(unit_path__gte=path, unit_path__lt=path + "~")
    if role:
        rows = rows.filter(role=role)
    if ended is not None:
        rows = rows.filter(valid_to__lte=request.at) if ended else rows.filter(lasting(request.at))
    return rows


@router.creates("/", returns=PostOut, permission="posts.grant", location=lambda held: f"/api/v1/posts/{held.id}")
def grant_post_to_named(request: ApiRequest, new: PostForNamed) -> Post:
    """Grant a post to a person of any unit, who is named by number and name together."""
    return grant_to_named(
        post=request.post,
        number=new.number,
        name=new.name,
        unit_id=unit_id_of(request, new.unit, field="unit"),
        role=new.role,
        valid_from=new.valid_from,
        valid_to=new.valid_to,
        at=request.at,
    )


@router.reads("/{post_id}", returns=PostOut, permission="people.read")
def post(request: ApiRequest, post_id: UUID) -> Post:
    """One post."""
    return get_post(request.post, post_id=post_id)


@router.changes("/{post_id}", returns=PostOut, permission="posts.grant")
def extend_post(request: ApiRequest, post_id: UUID, wanted: PostChange) -> Post:
    """Give a post another end."""
    return extend(post=request.post, post_id=post_id, version=request.version, valid_to=wanted.valid_to, at=request.at)


@router.acts("/{post_id}/end", returns=PostOut, permission="posts.grant", versioned=True, takes="")
def end_post(request: ApiRequest, post_id: UUID) -> Post:
    """End a post now; a post yet to begin is withdrawn."""
    return end(post=request.post, post_id=post_id, version=request.version, at=request.at)
