"""Forms over the actions on people and posts. What is right is decided by the actions; here is only what is asked."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuezheng.kernel.people.actions.transfer_people import PostsThen
from xuezheng.kernel.people.policies import rank_of
from xuezheng.kernel.people.roles import roles
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.web.fields import UnitField


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class VersionForm(forms.Form):
    """Carries the version that was read, so that a stale form is refused."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class RegisterForm(forms.Form):
    name = forms.CharField(label=pgettext_lazy("person", "Name"), max_length=60)
    home_unit = UnitField(label=_("Home unit"))
    number = forms.CharField(
        label=_("Number"),
        max_length=20,
        required=False,
        help_text=_("The staff number in use, letters, digits and hyphens. Left empty, one is given."),
    )
    phone = forms.CharField(label=_("Phone"), max_length=20, required=False)
    email = forms.CharField(label=_("E-mail"), max_length=254, required=False)


class ChangeForm(VersionForm):
    name = forms.CharField(label=pgettext_lazy("person", "Name"), max_length=60)
    phone = forms.CharField(label=_("Phone"), max_length=20, required=False)
    email = forms.CharField(label=_("E-mail"), max_length=254, required=False)


class TransferForm(VersionForm):
    to_unit = UnitField(label=_("New home unit"))
    keep_posts = forms.BooleanField(
        label=_("Keep the posts at the old home unit"),
        required=False,
    )


class TransferPeopleForm(forms.Form):
    from_unit = UnitField(label=_("Old unit"))
    to_unit = UnitField(label=_("New unit"))
    posts = forms.ChoiceField(
        label=_("Posts at the old unit"),
        choices=[
            (PostsThen.REGRANT.value, _("end, and the same roles are granted at the new unit")),
            (PostsThen.END.value, _("end")),
        ],
    )
    effective_on = forms.DateField(label=_("In effect from"), widget=DayInput())


class LeavingForm(VersionForm):
    left_on = forms.DateField(label=_("Last day in service"), widget=DayInput())


class OpenAccountForm(forms.Form):
    username = forms.CharField(
        label=_("Sign-in name"), max_length=40, required=False, help_text=_("Left empty, it is the person's number.")
    )


class ConfirmForm(forms.Form):
    """Nothing to fill in: only the button."""


class RoleField(forms.ChoiceField):
    """Roles up to the own rank; which of them exist at the chosen unit, the action says. None is chosen beforehand: the
    first of the list would be granted by whoever overlooks the field."""

    def offer(self, post: ActingPost) -> None:
        offered = [role for role in roles().values() if role.rank <= rank_of(post)]
        known = [(role.code, role.name) for role in sorted(offered, key=lambda role: -role.rank)]
        self.choices = [("", "—"), *known]


class GrantForm(forms.Form):
    role = RoleField(label=_("Role"))
    unit = UnitField(label=_("Unit"))
    valid_from = forms.DateField(label=_("From"), widget=DayInput(), required=False, help_text=_("Left empty: now."))
    last_day = forms.DateField(
        label=_("Last day"), widget=DayInput(), required=False, help_text=_("Left empty: until it is ended.")
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, post: ActingPost, **options: Any) -> None:
        super().__init__(data, **options)
        field = self.fields["role"]
        assert isinstance(field, RoleField)
        field.offer(post)


class GrantToNamedForm(GrantForm):
    number = forms.CharField(
        label=_("Person's number"), max_length=20, help_text=_("Together with the name it stands for the person.")
    )
    name = forms.CharField(label=_("Person's name"), max_length=60)
    field_order = ["number", "name", "role", "unit", "valid_from", "last_day"]


class ExtendForm(VersionForm):
    last_day = forms.DateField(
        label=_("New last day"), widget=DayInput(), required=False, help_text=_("Left empty: until it is ended.")
    )
