"""Addresses of CIOs."""

from django.urls import URLPattern, path

from xuezheng.kernel.pages.web.lists import list_view
from xuezheng.modules.organisation.web.cios import views
from xuezheng.modules.organisation.web.cios.lists import CIOS

urlpatterns: list[URLPattern] = [
    path("cios/", list_view(CIOS), name="cios"),
    path("cios/new/", views.name_cio, name="name-cio"),
    path("cios/<uuid:cio_id>/", views.cio_page, name="cio"),
    path("cios/<uuid:cio_id>/change/", views.change_cio, name="change-cio"),
    path("cios/<uuid:cio_id>/end/", views.end_cio, name="end-cio"),
    path("cios/<uuid:cio_id>/trainings/add/", views.record_training, name="record-training"),
    path("cios/trainings/<int:training_id>/withdraw/", views.withdraw_training, name="withdraw-training"),
]
