"""Forms and collections: made by an administration, readable for all below it once they are in force."""

from django.db.models import Q, QuerySet

from xuezheng.engines.forms.models import Collection, FormEdition
from xuezheng.kernel.scope.acting import ActingPost, ancestors_of

READ, DESIGN = "forms.read", "forms.design"


def can_view_form_edition(post: ActingPost, edition: FormEdition) -> bool:
    """A draft is its own unit's business and that of the units above."""
    if not post.may(READ):
        return False
    in_force_above = edition.state != FormEdition.State.DRAFT and edition.unit_path in ancestors_of(post.scope_path)
    return post.covers(edition.unit_path) or in_force_above


def form_editions_visible_to(post: ActingPost) -> QuerySet[FormEdition]:
    above = Q(unit_path__in=ancestors_of(post.scope_path)) & ~Q(state=FormEdition.State.DRAFT)
    return FormEdition.objects.filter(_within(post) | above) if post.may(READ) else FormEdition.objects.none()


def can_view_collection(post: ActingPost, collection: Collection) -> bool:
    return post.may(READ) and (
        post.covers(collection.unit_path) or collection.unit_path in ancestors_of(post.scope_path)
    )


def collections_visible_to(post: ActingPost) -> QuerySet[Collection]:
    above = Q(unit_path__in=ancestors_of(post.scope_path))
    return Collection.objects.filter(_within(post) | above) if post.may(READ) else Collection.objects.none()


def can_collect(post: ActingPost) -> bool:
    return post.may(DESIGN)


def can_direct_collection(post: ActingPost, row: Collection | FormEdition) -> bool:
    """An office acts in its department's name."""
    return post.may(DESIGN) and post.scope_path == row.unit_path


def _within(post: ActingPost) -> Q:
    return Q(unit_path__gte=post.scope_path, unit_path__lt=post.scope_path + "~")
