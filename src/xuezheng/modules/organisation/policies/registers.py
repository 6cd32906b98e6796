"""Bodies with their members, CIOs with their trainings, requests: those of the own subtree."""

from django.db.models import QuerySet

from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.organisation.models import Body, BodyMember, Cio, CioTraining, CoverageRequest
from xuezheng.modules.organisation.policies.reach import READ, REQUEST, reaches, within_reach


def can_view_body(post: ActingPost, body: Body) -> bool:
    return post.may(READ) and reaches(post, body)


def bodies_visible_to(post: ActingPost) -> QuerySet[Body]:
    return Body.objects.filter(within_reach(post)) if post.may(READ) else Body.objects.none()


def can_view_member(post: ActingPost, member: BodyMember) -> bool:
    return post.may(READ) and reaches(post, member)


def members_visible_to(post: ActingPost) -> QuerySet[BodyMember]:
    return BodyMember.objects.filter(within_reach(post)) if post.may(READ) else BodyMember.objects.none()


def can_view_cio(post: ActingPost, cio: Cio) -> bool:
    return post.may(READ) and reaches(post, cio)


def cios_visible_to(post: ActingPost) -> QuerySet[Cio]:
    return Cio.objects.filter(within_reach(post)) if post.may(READ) else Cio.objects.none()


def can_view_training(post: ActingPost, training: CioTraining) -> bool:
    return post.may(READ) and reaches(post, training)


def trainings_visible_to(post: ActingPost) -> QuerySet[CioTraining]:
    return CioTraining.objects.filter(within_reach(post)) if post.may(READ) else CioTraining.objects.none()


def can_view_request(post: ActingPost, request: CoverageRequest) -> bool:
    return post.may(READ) and reaches(post, request)


def requests_visible_to(post: ActingPost) -> QuerySet[CoverageRequest]:
    return CoverageRequest.objects.filter(within_reach(post)) if post.may(READ) else CoverageRequest.objects.none()


def can_ask_below(post: ActingPost) -> bool:
    return post.may(REQUEST)
