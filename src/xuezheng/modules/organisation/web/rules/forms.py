"""Forms over the acts on rule documents."""

from django import forms
from django.utils.translation import gettext_lazy as _

from xuezheng.modules.organisation.web.fields import VersionForm, day_field, words_field


class RuleForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=200)
    summary = words_field(
        _("What it lays down"), required=False, help_text=_("The text itself is attached as a file afterwards.")
    )


class ChangeDraftForm(RuleForm, VersionForm):
    """With the version that was read."""


class EditionForm(VersionForm):
    summary = words_field(_("What is new"), required=False)


class IssueForm(VersionForm):
    doc_number = forms.CharField(label=_("Document number"), max_length=60)
    issued_on = day_field(_("Issued on"))
    in_force_from = day_field(_("In force from"))


class RepealForm(VersionForm):
    repealed_on = day_field(_("Repealed on"), help_text=_("The first day on which it no longer holds."))
    reason = forms.CharField(label=_("Reason"), max_length=300)
