"""Texts of the acting unit's own forms."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from xuezheng.engines.forms.models import FormEdition
from xuezheng.engines.forms.policies import form_editions_visible_to
from xuezheng.kernel.scope.acting import ActingPost


def published_texts(post: ActingPost, *, until: datetime) -> Mapping[str, str]:
    """By code, the edition in force that was published last before the moment."""
    published = form_editions_visible_to(post).filter(state=FormEdition.State.PUBLISHED, published_at__lt=until)
    return _newest(post, published.values_list("unit_path", "code", "text").order_by("number"))


def newest_texts(post: ActingPost) -> Mapping[str, str]:
    """By code, drafts among them, for whoever compares."""
    known = form_editions_visible_to(post).exclude(state=FormEdition.State.WITHDRAWN)
    return _newest(post, known.values_list("unit_path", "code", "text").order_by("number"))


def _newest(post: ActingPost, rows: Iterable[tuple[str, str, str]]) -> Mapping[str, str]:
    return {code: text for path, code, text in rows if path == post.scope_path}
