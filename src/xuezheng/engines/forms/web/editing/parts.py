"""Forms for the parts of a declaration: what a person fills in, and what the declaration holds, translated both ways."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from xuezheng.engines.forms.declared import Answer, Need, Severity
from xuezheng.engines.forms.web.asking import VersionForm

LANGUAGES = ("zh", "en")
ANSWERS = [
    (Answer.INTEGER.value, _("whole number")),
    (Answer.DECIMAL.value, _("decimal number")),
    (Answer.TEXT.value, _("short text")),
    (Answer.LONG_TEXT.value, _("long text")),
    (Answer.DATE.value, _("day")),
    (Answer.BOOLEAN.value, _("yes or no")),
    (Answer.CHOICE.value, _("one of several")),
    (Answer.CHOICES.value, _("some of several")),
    (Answer.FILES.value, _("files")),
]
OF_A_ROW = [(code, title) for code, title in ANSWERS if code != Answer.FILES.value]
"""A row of a table holds no files: it comes and goes with the others."""
NEEDS = [
    (Need.REQUIRED.value, _("required")),
    (Need.EXPECTED.value, _("expected")),
    (Need.OPTIONAL.value, _("optional")),
]
SEVERITIES = [(Severity.ERROR.value, _("mistake")), (Severity.WARNING.value, _("warning"))]


class PartForm(VersionForm):
    """What is said in both languages stands under `title_zh` and `title_en`."""

    code = forms.CharField(label=_("Code within the form"), max_length=60, help_text=_("Small letters, digits and _."))
    in_both: tuple[str, ...] = ("title",)
    plain: tuple[str, ...] = ()
    begun: ClassVar[Mapping[str, Any]] = {}
    """What a new part holds besides, so that the declaration can be read."""

    @classmethod
    def shown(cls, part: Mapping[str, Any]) -> dict[str, Any]:
        initial: dict[str, Any] = {key: part.get(key, "") for key in ("code", *cls.plain)}
        for key in cls.in_both:
            initial |= {f"{key}_{language}": part.get(key, {}).get(language, "") for language in LANGUAGES}
        return initial

    def declared(self) -> dict[str, Any]:
        given = self.cleaned_data
        found: dict[str, Any] = {key: given[key] for key in ("code", *self.plain)}
        for key in self.in_both:
            words = {language: given[f"{key}_{language}"] for language in LANGUAGES}
            found[key] = words if any(words.values()) else None
        return found


def words_field(label: Any, *, required: bool = True, most: int = 200) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, required=required)


class SectionForm(PartForm):
    in_both = ("title", "about")
    title_zh, title_en = words_field(_("Chinese title")), words_field(_("English title"))
    about_zh = words_field(_("Explained in Chinese"), required=False, most=500)
    about_en = words_field(_("Explained in English"), required=False, most=500)


class TableForm(PartForm):
    plain = ("least_rows", "most_rows")
    begun: ClassVar[Mapping[str, Any]] = {
        "columns": [{"code": "column_1", "title": {"zh": "第 1 列", "en": "Column 1"}}]
    }
    title_zh, title_en = words_field(_("Chinese title")), words_field(_("English title"))
    least_rows = words_field(_("Rows at least"), required=False, most=4)
    most_rows = words_field(_("Rows at most"), required=False, most=4)


class FieldForm(PartForm):
    in_both = ("title", "about", "unit")
    plain = ("answer", "need", "least", "most", "decimals", "longest", "from", "computed", "although")
    title_zh, title_en = words_field(_("Chinese title")), words_field(_("English title"))
    answer = forms.ChoiceField(label=_("Kind of answer"), choices=ANSWERS)
    need = forms.ChoiceField(label=_("If left empty"), choices=NEEDS)
    unit_zh = words_field(_("Unit in Chinese"), required=False, most=20)
    unit_en = words_field(_("Unit in English"), required=False, most=20)
    least = words_field(_("At least"), required=False, most=20)
    most = words_field(_("At most"), required=False, most=20)
    decimals = words_field(_("Decimals"), required=False, most=1)
    longest = words_field(_("Characters at most"), required=False, most=5)
    options = forms.CharField(
        label=_("Options"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
        help_text=_("One a line: code | Chinese | English."),
    )
    source = words_field(_("Filled from"), required=False)
    computed = words_field(_("Computed as"), required=False, most=2_000)
    although = words_field(_("Asked although a source has it, because"), required=False, most=500)
    about_zh = words_field(_("Explained in Chinese"), required=False, most=500)
    about_en = words_field(_("Explained in English"), required=False, most=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The declaration's own word, so that a mistake there is shown beside it; Python cannot name an attribute so.
        self.fields["from"] = self.fields.pop("source")
        self.fields["from"].help_text = _("As lake:table.column or indicator:code.")

    @classmethod
    def shown(cls, part: Mapping[str, Any]) -> dict[str, Any]:
        lines = [f"{one['code']} | {one['title']['zh']} | {one['title']['en']}" for one in part.get("options", ())]
        initial = super().shown(part) | {"options": "\n".join(lines)}
        initial["answer"] = initial["answer"] or Answer.INTEGER.value
        initial["need"] = initial["need"] or Need.REQUIRED.value
        return initial

    def clean_options(self) -> list[dict[str, Any]]:
        return [_option(line) for line in self.cleaned_data["options"].splitlines() if line.strip()]

    def declared(self) -> dict[str, Any]:
        return super().declared() | {"options": self.cleaned_data["options"]}


class ColumnForm(FieldForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].choices = OF_A_ROW  # type: ignore[attr-defined] # a choice field, which stubs see as any field


class RuleForm(PartForm):
    in_both = ("message",)
    plain = ("check", "severity")
    check = words_field(_("What must hold"), most=2_000)
    severity = forms.ChoiceField(label=_("Where it does not hold"), choices=SEVERITIES)
    message_zh = words_field(_("Said in Chinese"), most=500)
    message_en = words_field(_("Said in English"), most=500)

    @classmethod
    def shown(cls, part: Mapping[str, Any]) -> dict[str, Any]:
        initial = super().shown(part)
        return initial | {"severity": initial["severity"] or Severity.ERROR.value}


FORMS: Mapping[str, type[PartForm]] = {
    "sections": SectionForm,
    "fields": FieldForm,
    "columns": ColumnForm,
    "tables": TableForm,
    "rules": RuleForm,
}


def _option(line: str) -> dict[str, Any]:
    parts = [part.strip() for part in line.split("|")]
    if len(parts) != 3 or not all(parts):
        raise forms.ValidationError(_("“%(line)s” is no option: code | Chinese | English."), params={"line": line[:80]})
    return {"code": parts[0], "title": {"zh": parts[1], "en": parts[2]}}
