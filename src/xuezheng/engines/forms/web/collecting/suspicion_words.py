"""What is said of a finding: its kind and, in one sentence, what is remarkable."""

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from xuezheng.engines.forms.queries.suspects import SuspectReport
from xuezheng.engines.forms.suspicions import Suspicion
from xuezheng.kernel.rounding import half_up

TITLES = {
    Suspicion.OUTLIER: gettext_lazy("Far from its peers"),
    Suspicion.JUMP: gettext_lazy("Jump since last period"),
    Suspicion.COPY: gettext_lazy("Copy of last period"),
    Suspicion.TWIN: gettext_lazy("Same as a neighbour"),
}


def sentence(suspect: SuspectReport) -> str:
    value, beside = figure(suspect.value), figure(suspect.beside)
    title = suspect.field.title if suspect.field else ""
    if suspect.suspicion is Suspicion.OUTLIER:
        return _("%(field)s: %(value)s. Usual among units of its kind is %(usual)s.") % {
            "field": title,
            "value": value,
            "usual": beside,
        }
    if suspect.suspicion is Suspicion.JUMP:
        return _("%(field)s: %(value)s. Last period it was %(last)s.") % {
            "field": title,
            "value": value,
            "last": beside,
        }
    if suspect.suspicion is Suspicion.COPY:
        return _("%(equal)s of %(compared)s figures are those of last period.") % {"equal": value, "compared": beside}
    others = round(suspect.beside) - 1
    return ngettext(
        "All %(figures)s figures are the same as those of %(others)d other report of the same place.",
        "All %(figures)s figures are the same as those of %(others)d other reports of the same place.",
        others,
    ) % {"figures": value, "others": others}


def figure(value: float) -> str:
    return formats.number_format(half_up(value, 2) if value % 1 else int(value), use_l10n=True)
