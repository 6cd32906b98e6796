"""What a package would change here: each part new, the same, different or refused, with its reason or its differences."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from django.utils.translation import gettext as _

from xuezheng.engines.forms import facade as forms
from xuezheng.engines.indicators import facade as indicators
from xuezheng.kernel.refusals import Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.monitoring.bulletins.catalogue import read_template
from xuezheng.modules.monitoring.measuring.reader import LakeReader
from xuezheng.modules.monitoring.packages.container import Package
from xuezheng.modules.monitoring.packages.gathering import TAKEN, present

AROUND = 2


class Standing(StrEnum):
    NEW = "new"
    SAME = "same"
    DIFFERS = "differs"
    REFUSED = "refused"
    SHIPPED = "shipped"
    """Of a kind that only a release brings, and not as this release has it."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of both texts; `changed` where they are not the same."""

    here: str
    there: str
    changed: bool


@dataclass(frozen=True, kw_only=True)
class Compared:
    name: str
    standing: Standing
    reason: str = ""
    lines: Sequence[Line] = ()

    @property
    def kind(self) -> str:
        return self.name.partition("/")[0]

    @property
    def code(self) -> str:
        return self.name.partition("/")[2].removesuffix(".yaml")

    @property
    def can_be_taken(self) -> bool:
        return self.standing in {Standing.NEW, Standing.DIFFERS}


def compare(post: ActingPost, package: Package) -> list[Compared]:
    here, reader = present(post), LakeReader()
    return [_compared(name, text, here.get(name), reader) for name, text in sorted(package.parts.items())]


def compare_part(name: str, text: str, here: str) -> Compared:
    """One part alone, with what is here."""
    return _compared(name, text, here, LakeReader())


def compare_new(text: str) -> Compared:
    """A definition that is to be new here, by the code it gives itself."""
    try:
        definition = indicators.read_definition(text, name=_("New indicator"), tables=LakeReader())
    except Refusal as refusal:
        return Compared(name="", standing=Standing.REFUSED, reason=str(refusal))
    name, known = f"indicators/{definition.code}.yaml", indicators.definition_now(definition.code)
    if known is not None:
        reason = _("“%(code)s” is the code of “%(name)s” already: choose another, or change the wording of that.")
        said = reason % {"code": known.code, "name": known.name}
        return Compared(name=name, standing=Standing.REFUSED, reason=said)
    return Compared(name=name, standing=Standing.NEW, lines=differences("", indicators.text_of(definition)))


def _compared(name: str, text: str, here: str | None, reader: LakeReader) -> Compared:
    kind = name.partition("/")[0]
    if text == here:
        return Compared(name=name, standing=Standing.SAME)
    lines = differences(here, text) if here is not None else ()
    if kind not in TAKEN:
        return Compared(name=name, standing=Standing.SHIPPED, lines=lines)
    try:
        _check(name, text, reader)
    except Refusal as refusal:
        return Compared(name=name, standing=Standing.REFUSED, reason=str(refusal), lines=lines)
    return Compared(name=name, standing=Standing.NEW if here is None else Standing.DIFFERS, lines=lines)


def _check(name: str, text: str, reader: LakeReader) -> None:
    kind, _slash, file = name.partition("/")
    code = _CODES[kind](text, file, reader)
    if file != f"{code}.yaml":
        raise Refusal(_("The file is called %(file)s, and its code is “%(code)s”.") % {"file": file, "code": code})


def _code_of_definition(text: str, file: str, reader: LakeReader) -> str:
    return indicators.read_definition(text, name=file, tables=reader).code


def _code_of_form(text: str, file: str, _reader: LakeReader) -> str:
    return forms.declare_form(text, name=file).code


def _code_of_template(text: str, _file: str, _reader: LakeReader) -> str:
    template = read_template(text).template
    if strange := sorted(set(template.indicators()) - {each.code for each in indicators.definitions()}):
        raise Refusal(_("The template asks for “%(code)s”, and there is no such indicator.") % {"code": strange[0]})
    return template.code


_CODES: Mapping[str, Callable[[str, str, LakeReader], str]] = {
    "indicators": _code_of_definition,
    "forms": _code_of_form,
    "bulletins": _code_of_template,
}


def differences(here: str, there: str) -> list[Line]:
    """Side by side, what is the same only around what is not."""
    left, right = here.splitlines(), there.splitlines()
    found: list[Line] = []
    for group in SequenceMatcher(a=left, b=right, autojunk=False).get_grouped_opcodes(AROUND):
        for act, begin, end, first, last in group:
            many = max(end - begin, last - first)
            ours = left[begin:end] + [""] * (many - (end - begin))
            theirs = right[first:last] + [""] * (many - (last - first))
            pairs = zip(ours, theirs, strict=True)
            found += [Line(here=ours, there=theirs, changed=act != "equal") for ours, theirs in pairs]
    return found
