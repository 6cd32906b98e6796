"""Addresses of people, posts and the personal-data register."""

from django.urls import URLPattern, path

from xuezheng.kernel.pages.web.lists import list_view
from xuezheng.kernel.people.web import import_people, person, person_forms, post_forms, privacy, transfer_people
from xuezheng.kernel.people.web.people_list import PEOPLE
from xuezheng.kernel.people.web.posts_list import POSTS

urlpatterns: list[URLPattern] = [
    path("people/", list_view(PEOPLE), name="people"),
    path("people/new/", person_forms.register, name="register-person"),
    path("people/import/", import_people.import_page, name="import-people"),
    path("people/import/take-in/", import_people.take_in, name="import-people-take-in"),
    path("people/import/marked/", import_people.marked, name="import-people-marked"),
    path("people/import/template/", import_people.template, name="import-people-template"),
    path("people/transfer/", transfer_people.transfer, name="transfer-people"),
    path("people/<uuid:person_id>/", person.person_page, name="person"),
    path("people/<uuid:person_id>/change/", person_forms.change, name="change-person"),
    path("people/<uuid:person_id>/transfer/", person_forms.transfer, name="transfer-person"),
    path("people/<uuid:person_id>/leaving/", person_forms.leaving, name="record-leaving"),
    path("people/<uuid:person_id>/grant/", post_forms.grant, name="grant-post"),
    path("people/<uuid:person_id>/account/open/", person_forms.account_open, name="open-account"),
    path("people/<uuid:person_id>/account/close/", person_forms.account_close, name="close-account"),
    path("people/<uuid:person_id>/account/reopen/", person_forms.account_reopen, name="reopen-account"),
    path("people/<uuid:person_id>/account/reset/", person_forms.account_reset, name="reset-password"),
    path("people/<uuid:person_id>/account/second-factors/", person_forms.account_clear, name="reset-second-factors"),
    path("privacy/", privacy.privacy_register, name="privacy-register"),
    path("posts/", list_view(POSTS), name="posts"),
    path("posts/grant/", post_forms.grant_to_named, name="grant-named-post"),
    path("posts/<uuid:post_id>/", person.post_page, name="post"),
    path("posts/<uuid:post_id>/extend/", post_forms.extend, name="extend-post"),
    path("posts/<uuid:post_id>/end/", post_forms.end, name="end-post"),
]
