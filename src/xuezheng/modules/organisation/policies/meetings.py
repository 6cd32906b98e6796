"""Meetings and their resolutions: those of the own subtree."""

from django.db.models import QuerySet

from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.organisation.models import Meeting, Resolution
from xuezheng.modules.organisation.policies.reach import READ, reaches, within_reach


def can_view_meeting(post: ActingPost, meeting: Meeting) -> bool:
    return post.may(READ) and reaches(post, meeting)


def meetings_visible_to(post: ActingPost) -> QuerySet[Meeting]:
    return Meeting.objects.filter(within_reach(post)) if post.may(READ) else Meeting.objects.none()


def can_view_resolution(post: ActingPost, resolution: Resolution) -> bool:
    return post.may(READ) and reaches(post, resolution)


def resolutions_visible_to(post: ActingPost) -> QuerySet[Resolution]:
    return Resolution.objects.filter(within_reach(post)) if post.may(READ) else Resolution.objects.none()
