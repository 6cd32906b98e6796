"""Addresses of the module, brought by its subjects."""

from django.urls import URLPattern

from xuezheng.modules.organisation.web.bodies import urls as bodies
from xuezheng.modules.organisation.web.cios import urls as cios
from xuezheng.modules.organisation.web.coverage import urls as coverage
from xuezheng.modules.organisation.web.meetings import urls as meetings
from xuezheng.modules.organisation.web.rules import urls as rules
from xuezheng.modules.organisation.web.surveys import urls as surveys

urlpatterns: list[URLPattern] = [
    *coverage.urlpatterns,
    *bodies.urlpatterns,
    *cios.urlpatterns,
    *meetings.urlpatterns,
    *rules.urlpatterns,
    *surveys.urlpatterns,
]
