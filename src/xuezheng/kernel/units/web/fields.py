"""Fields over units that forms of the whole house ask with."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from xuezheng.kernel.pages.widgets import UnitPicker
from xuezheng.kernel.scope.binding import acting_post
from xuezheng.kernel.units.policies import units_visible_to


class UnitField(forms.CharField):
    """A unit picked from the tree. The value after cleaning is the unit, or None."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": 20, "widget": UnitPicker(), **options})

    def clean(self, value: Any) -> Any:
        code = super().clean(value)
        if not code:
            return None
        unit = units_visible_to(acting_post()).filter(code=code.strip()).first()
        if unit is None:
            raise forms.ValidationError(
                _("No unit has the code “%(code)s” within what your post may see.") % {"code": code}
            )
        return unit
