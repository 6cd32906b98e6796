"""Addresses of reports."""

from django.urls import URLPattern, path

from xuezheng.engines.forms.web.reporting import changes, handing_in
from xuezheng.engines.forms.web.reporting.lists import REPORTS
from xuezheng.engines.forms.web.reporting.report import report_page
from xuezheng.engines.forms.web.reporting.saving import save
from xuezheng.kernel.pages.web.lists import list_view

urlpatterns: list[URLPattern] = [
    path("reports/", list_view(REPORTS), name="reports"),
    path("reports/<uuid:report_id>/", report_page, name="report"),
    path("reports/<uuid:report_id>/save/", save, name="save-answers"),
    path("reports/<uuid:report_id>/files/<slug:field>/", handing_in.hand_in, name="hand-in-files"),
    path("reports/<uuid:report_id>/files/<slug:field>/take-back/", handing_in.take_back, name="take-back-file"),
    path("reports/<uuid:report_id>/submit/", changes.submit, name="submit-report"),
    path("reports/<uuid:report_id>/accept/", changes.accept, name="accept-report"),
    path("reports/<uuid:report_id>/return/", changes.send_back, name="return-report"),
    path("reports/<uuid:report_id>/reopen/", changes.reopen, name="reopen-report"),
    path("reports/<uuid:report_id>/remark/", changes.remark, name="remark-on-report"),
]
