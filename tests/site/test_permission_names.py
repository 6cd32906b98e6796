"""Every permission that a role gives has a name for people, in both languages."""

import pytest
from django.utils.translation import override

from xuezheng.kernel.people.permission_names import permission_name
from xuezheng.kernel.people.roles import roles


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_no_permission_is_shown_as_its_code(language: str) -> None:
    given = {code for role in roles().values() for code in role.permissions}
    with override(language):
        assert {code for code in given if permission_name(code) == code} == set()
