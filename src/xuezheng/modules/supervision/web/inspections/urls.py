"""Addresses of special supervision."""

from django.urls import URLPattern, path

from xuezheng.kernel.pages.web.lists import list_view
from xuezheng.modules.supervision.web.inspections import changes, inspection
from xuezheng.modules.supervision.web.inspections.lists import INSPECTIONS

urlpatterns: list[URLPattern] = [
    path("inspections/", list_view(INSPECTIONS), name="inspections"),
    path("inspections/new/", changes.open_inspection, name="open-inspection"),
    path("inspections/<uuid:inspection_id>/", inspection.inspection_page, name="inspection"),
    path("inspections/<uuid:inspection_id>/close/", changes.close_inspection, name="close-inspection"),
    path(
        "inspections/<uuid:inspection_id>/items/<uuid:item_id>/units/<int:unit_id>/",
        changes.record_finding,
        name="record-finding",
    ),
    path("findings/<uuid:finding_id>/", inspection.finding_page, name="finding"),
    path("findings/<uuid:finding_id>/order/", changes.order_rectification, name="order-rectification"),
]
