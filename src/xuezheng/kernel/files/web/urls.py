"""Addresses of files."""

from django.urls import URLPattern, path

from xuezheng.kernel.files.web import views
from xuezheng.kernel.files.web.lists import FILES
from xuezheng.kernel.pages.web.lists import list_view

urlpatterns: list[URLPattern] = [
    path("", list_view(FILES), name="files"),
    path("add", views.add_file, name="add-file"),
    path("attach/<str:object_kind>/<str:object_id>", views.attach, name="attach-file"),
    path("<uuid:attachment_id>", views.download_file, name="download-file"),
    path("<uuid:attachment_id>/remove", views.remove_file, name="remove-file"),
]
