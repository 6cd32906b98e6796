"""Addresses of the editor."""

from django.urls import URLPattern, path

from xuezheng.engines.forms.web.editing import editor, heads

urlpatterns: list[URLPattern] = [
    path("library/<uuid:edition_id>/edit/", editor.editor_page, name="edit-form"),
    path("library/new/", heads.start, name="start-form"),
    path("library/<uuid:edition_id>/edit/head/", heads.change_head, name="edit-head"),
    path("library/<uuid:edition_id>/edit/part/", editor.edit_part, name="edit-part"),
    path("library/<uuid:edition_id>/edit/shift/", editor.shift_part, name="shift-part"),
]
