"""Who operates this installation: posts whose subtree holds its top unit. Jobs belong to no unit but to them."""

from django.conf import settings

from xuezheng.kernel.scope.acting import ROOT, ActingPost


def top_path() -> str:
    """A province's own installation names its department here; a ministry's is the root."""
    return str(settings.TOP_UNIT_PATH or ROOT)


def operates(post: ActingPost) -> bool:
    return post.covers(top_path())
