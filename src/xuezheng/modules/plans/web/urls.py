"""Addresses of the module, brought by its subjects."""

from django.urls import URLPattern

from xuezheng.modules.plans.web.papers import urls as papers
from xuezheng.modules.plans.web.projects import urls as projects
from xuezheng.modules.plans.web.targets import urls as targets
from xuezheng.modules.plans.web.tasks import urls as tasks

urlpatterns: list[URLPattern] = [
    *papers.urlpatterns,
    *targets.urlpatterns,
    *tasks.urlpatterns,
    *projects.urlpatterns,
]
