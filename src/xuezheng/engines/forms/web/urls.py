"""Addresses of the engine, brought by its subjects."""

from django.urls import URLPattern

from xuezheng.engines.forms.web.collecting import urls as collecting
from xuezheng.engines.forms.web.correcting import urls as correcting
from xuezheng.engines.forms.web.editing import urls as editing
from xuezheng.engines.forms.web.library import urls as library
from xuezheng.engines.forms.web.reporting import urls as reporting
from xuezheng.engines.forms.web.sheets import urls as sheets

urlpatterns: list[URLPattern] = [
    *collecting.urlpatterns,
    *correcting.urlpatterns,
    *editing.urlpatterns,
    *library.urlpatterns,
    *reporting.urlpatterns,
    *sheets.urlpatterns,
]
