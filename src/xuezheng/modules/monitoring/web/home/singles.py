"""The units of a county with their values, fetched by the card that shows them."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from xuezheng.engines.indicators.facade import DEPTHS, PeriodIsNotComputed, ValueIsAbsent
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.refusals import NotFound
from xuezheng.kernel.units.policies import units_visible_to
from xuezheng.modules.monitoring.addresses import gap_address, opening_address
from xuezheng.modules.monitoring.facade import shipped_definition
from xuezheng.modules.monitoring.web.home.places import singles_of
from xuezheng.modules.monitoring.web.home.regions import written


@post_required("plans.read")
def singles(request: PostRequest, code: str) -> HttpResponse:
    post, definition = request.post, shipped_definition(code)
    asked = {key: request.GET.get(key, "").replace("\x00", "").strip()[:20] for key in ("unit", "period", "target")}
    unit = units_visible_to(post).filter(code=asked["unit"], unit_path__startswith=post.scope_path).first()
    if definition is None or unit is None or unit.unit_path.count(".") != DEPTHS["county"]:
        raise NotFound(_("There is no such indicator, or no such county within what your post may see."))
    try:
        found, number = singles_of(
            post, definition, unit_path=unit.unit_path, period=asked["period"], asked=_number(asked["target"])
        )
    except (ValueIsAbsent, PeriodIsNotComputed):
        found, number = [], 0
    context = {
        "singles": [
            (each, written(each.value, definition), opening_address(code, unit_code=each.code, period=asked["period"]))
            for each in found
            if each.value is not None
        ],
        "number": number,
        "all_address": gap_address(code, unit_code=unit.code, period=asked["period"], target=asked["target"]),
    }
    return render(request, "monitoring/home/singles.html", context)


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
