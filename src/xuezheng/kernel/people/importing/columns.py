"""Columns of a table of people, with the heads they are known by, and the words their cells are written in."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuezheng.kernel.pages.tables import TableColumn
from xuezheng.kernel.people.roles import roles

PEOPLE_COLUMNS = [
    TableColumn(key="number", title=_("Number"), aliases=["编号", "人员编号", "工号", "职工编号", "Number"]),
    TableColumn(key="name", title=pgettext_lazy("person", "Name"), aliases=["姓名", "Name"], required=True),
    TableColumn(
        key="unit", title=_("Home unit code"), aliases=["所属单位代码", "单位代码", "Home unit code"], required=True
    ),
    TableColumn(key="phone", title=_("Phone"), aliases=["电话", "手机", "手机号", "Phone"]),
    TableColumn(key="email", title=_("E-mail"), aliases=["电子邮箱", "邮箱", "E-mail"], width=28),
    TableColumn(key="account", title=_("Open an account (yes or no)"), aliases=["开通账号", "是否开通账号"]),
    TableColumn(key="username", title=_("Sign-in name"), aliases=["登录名", "用户名", "账号"]),
    TableColumn(key="role", title=_("Role"), aliases=["角色", "岗位", "职务", "Role"]),
    TableColumn(key="post_unit", title=_("Unit code of the post"), aliases=["任职单位代码"]),
    TableColumn(key="last_day", title=_("Last day of the post"), aliases=["任职截止日期", "截止日期"]),
]
PASSWORD_COLUMNS = [
    TableColumn(key="number", title=_("Number")),
    TableColumn(key="name", title=pgettext_lazy("person", "Name")),
    TableColumn(key="unit", title=_("Home unit"), width=30),
    TableColumn(key="username", title=_("Sign-in name"), width=24),
    TableColumn(key="password", title=_("Initial password"), width=24),
]
YES = {"", "1", "是", "yes", "y", "true", "开通", "√"}
NO = {"0", "否", "no", "n", "false", "不开通", "×"}


def role_codes() -> dict[str, str]:
    """Roles by code and by their names in both languages."""
    known: dict[str, str] = {}
    for role in roles().values():
        known |= dict.fromkeys((role.code, role.name_zh, role.name_en.casefold()), role.code)
    return known
