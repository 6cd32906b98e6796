"""Addresses of jobs and of one's own long work."""

from django.urls import URLPattern, path

from xuezheng.kernel.outbox.web import jobs, work
from xuezheng.kernel.outbox.web.lists import WORK
from xuezheng.kernel.pages.web.lists import list_view

urlpatterns: list[URLPattern] = [
    path("jobs/", jobs.job_list, name="jobs"),
    path("jobs/<int:job_id>/", jobs.job, name="job"),
    path("jobs/<int:job_id>/retry/", jobs.retry, name="job-retry"),
    path("jobs/<int:job_id>/cancel/", jobs.cancel, name="job-cancel"),
    path("work/", list_view(WORK), name="work"),
    path("work/<uuid:run_id>/", work.run, name="run"),
    path("work/<uuid:run_id>/cancel/", work.cancel, name="run-cancel"),
]
