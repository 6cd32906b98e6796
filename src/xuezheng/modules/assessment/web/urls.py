"""Addresses of the module, brought by its subjects."""

from django.urls import URLPattern, path

from xuezheng.modules.assessment.web.appeals import urls as appeals
from xuezheng.modules.assessment.web.centre import centre_page
from xuezheng.modules.assessment.web.experts import urls as experts
from xuezheng.modules.assessment.web.reviews import urls as reviews
from xuezheng.modules.assessment.web.rounds import urls as rounds

urlpatterns: list[URLPattern] = [
    path("", centre_page, name="assessment"),
    *rounds.urlpatterns,
    *experts.urlpatterns,
    *reviews.urlpatterns,
    *appeals.urlpatterns,
]
