"""Addresses of the module, brought by its subjects."""

from django.urls import URLPattern, path

from xuezheng.modules.supervision.web.home import supervision_home
from xuezheng.modules.supervision.web.inspections import urls as inspections
from xuezheng.modules.supervision.web.orders import urls as orders
from xuezheng.modules.supervision.web.scores import urls as scores

urlpatterns: list[URLPattern] = [
    path("", supervision_home, name="supervision"),
    *orders.urlpatterns,
    *scores.urlpatterns,
    *inspections.urlpatterns,
]
