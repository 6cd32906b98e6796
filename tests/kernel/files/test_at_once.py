"""Two uploads at once cannot pass a quota together that only one fits into."""

from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings

from tests.factories import AT, Tree, acting
from tests.kernel.rest.test_at_once import at_once
from xuezheng.kernel.files import facade
from xuezheng.kernel.files.folders import KIND
from xuezheng.kernel.files.quotas import quota_of
from xuezheng.kernel.files.refusals import QuotaIsReached
from xuezheng.kernel.scope.binding import bound

pytestmark = [pytest.mark.integration, pytest.mark.usefixtures("committed_db")]


def test_the_quota_holds_for_two_at_once(tmp_path: Path) -> None:
    post = acting(Tree().counties[0])

    def send(letter: str) -> str:
        with facade.received([letter.encode() * 700_000], name="a.txt") as file:
            try:
                with bound(post):
                    return facade.attach_file(
                        post=post, object_kind=KIND, object_id=post.unit_path, file=file, at=AT
                    ).name
            except QuotaIsReached:
                return "refused"

    with override_settings(HOME=tmp_path, FILES_QUOTA_MB=1):
        answers: list[Any] = at_once(lambda: send("a"), lambda: send("b"))
        with bound(post):
            assert quota_of(post.unit_path).used == 700_000
    assert sorted(answers) == ["a.txt", "refused"]
