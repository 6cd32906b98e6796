"""Addresses of reviews."""

from django.urls import URLPattern, path

from xuezheng.modules.assessment.web.reviews import changes, review

ONE = "reviews/<uuid:review_id>/"
urlpatterns: list[URLPattern] = [
    path(ONE, review.review_page, name="assessment-review"),
    path(f"{ONE}return/", changes.return_review, name="return-assessment-review"),
    path(f"{ONE}withdraw/", changes.withdraw_review, name="withdraw-assessment-review"),
]
