"""The form that asks units for what they lack."""

from django import forms
from django.utils.translation import gettext_lazy as _

from xuezheng.modules.organisation.web.fields import day_field


class AskForm(forms.Form):
    due_on = day_field(_("Until"), help_text=_("Each unit finds it among its to-dos, which closes by itself."))
