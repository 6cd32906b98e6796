"""Addresses of the indicators' pages."""

from django.urls import path

from xuezheng.engines.indicators.web.runs import RUNS
from xuezheng.kernel.pages.web.lists import list_view

urlpatterns = [path("runs/", list_view(RUNS), name="indicator-runs")]
