"""Handing out and taking in. A package that came travels with its own page until it is taken: nothing is kept of it here."""

from base64 import b64decode, b64encode
from binascii import Error as NotBase64

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from xuezheng.kernel.clock import now, today
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.pages.web.answers import answer_button
from xuezheng.kernel.pages.web.forms import refusals_into
from xuezheng.kernel.units import facade as units
from xuezheng.modules.monitoring.actions.packages.export_package import export_package
from xuezheng.modules.monitoring.actions.packages.import_package import import_package
from xuezheng.modules.monitoring.packages.comparing import Compared, Standing, compare
from xuezheng.modules.monitoring.packages.container import MOST_BYTES, PackageIsRefused, unpack
from xuezheng.modules.monitoring.policies.packages import PACKAGES, check_exchanges_packages

KINDS = (
    ("indicators", gettext_lazy("Indicators")),
    ("forms", gettext_lazy("Forms")),
    ("bulletins", gettext_lazy("Templates of bulletins")),
    ("tables", gettext_lazy("Record tables they rest on")),
)
TITLES = {
    Standing.NEW: gettext_lazy("New here"),
    Standing.DIFFERS: gettext_lazy("Different here"),
    Standing.REFUSED: gettext_lazy("Refused"),
    Standing.SHIPPED: gettext_lazy("Otherwise here, and brought only by a release"),
    Standing.SAME: gettext_lazy("The same here"),
}


class ExportForm(forms.Form):
    year = forms.IntegerField(label=gettext_lazy("Year"), min_value=2000, max_value=2100)
    kinds = forms.MultipleChoiceField(label=gettext_lazy("Parts"), choices=KINDS, widget=forms.CheckboxSelectMultiple)


class PackageForm(forms.Form):
    file = forms.FileField(label=gettext_lazy("Package"), help_text=gettext_lazy("A .zip file, up to 2 MB."))


@post_required(PACKAGES)
def packages(request: PostRequest) -> HttpResponse:
    check_exchanges_packages(request.post)
    return _page(request, PackageForm())


@post_required(PACKAGES)
def export(request: PostRequest) -> HttpResponse:
    check_exchanges_packages(request.post)
    form = ExportForm(request.GET)
    if not form.is_valid():
        return _page(request, PackageForm(), export=form)
    year, at = form.cleaned_data["year"], now()
    data = export_package(
        post=request.post, year=year, kinds=form.cleaned_data["kinds"], source=installation_of(request), at=at
    )
    heads = {"Content-Disposition": f'attachment; filename="xuezheng-{year}.zip"'}
    return HttpResponse(data, content_type="application/zip", headers=heads)


@require_POST
@post_required(PACKAGES)
def check(request: PostRequest) -> HttpResponse:
    """A dry run: what the package holds, beside what is here."""
    check_exchanges_packages(request.post)
    form = PackageForm(request.POST, request.FILES)
    if form.is_valid():
        with refusals_into(form):
            data = form.cleaned_data["file"].read(MOST_BYTES + 1)
            package = unpack(data)
            compared = compare(request.post, package)
        if not form.errors:
            context = {
                "package": package,
                "groups": _groups(compared),
                "held": b64encode(data).decode(),
                "can_take": any(each.can_be_taken for each in compared),
            }
            return render(request, "monitoring/packages/check.html", context)
    return _page(request, form)


@require_POST
@post_required(PACKAGES)
def take_in(request: PostRequest) -> HttpResponse:
    def act() -> str:
        try:
            data = b64decode(request.POST.get("held", ""), validate=True)
        except (NotBase64, ValueError) as error:
            raise PackageIsRefused(_("it is no zip file, or it is damaged.")) from error
        taken = import_package(post=request.post, data=data, chosen=request.POST.getlist("chosen"), at=now())
        return _("Taken in: %(count)d. Forms among them are drafts, to be published.") % {"count": taken}

    return answer_button(request, act=act, back=reverse("packages"))


def _page(request: PostRequest, form: PackageForm, *, export: ExportForm | None = None) -> HttpResponse:
    kinds = [kind for kind, _title in KINDS]
    shown = export or ExportForm(initial={"year": today(now()).year, "kinds": kinds})
    status = 422 if form.errors or (export is not None and export.errors) else 200
    return render(request, "monitoring/packages/packages.html", {"export": shown, "form": form}, status=status)


def _groups(compared: list[Compared]) -> list[tuple[str, str, list[Compared]]]:
    """What asks for a decision stands first."""
    found = [
        (standing.value, str(title), [each for each in compared if each.standing == standing])
        for standing, title in TITLES.items()
    ]
    return [group for group in found if group[2]]


def installation_of(request: PostRequest) -> str:
    """The unit in whose name the post acts: of an office, its department."""
    unit = units.get_unit(request.post, unit_id=request.post.unit_id)
    if unit.path != request.post.scope_path and unit.parent_id is not None:
        unit = units.get_unit(request.post, unit_id=unit.parent_id)
    return unit.name
