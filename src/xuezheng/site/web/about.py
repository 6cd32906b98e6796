"""About: the version, the licence, and the components it is made with; and what of the founding documents is carried."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import metadata

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from xuezheng.kernel.pages.menu import menu_for
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.site.coverage import coverage
from xuezheng.site.demo.plans.following import followed_tasks
from xuezheng.site.messages import PACKAGE

LOCK = PACKAGE.parents[1] / "requirements" / "runtime.txt"
LONG_LICENCE = 60


@dataclass(frozen=True, kw_only=True)
class Component:
    name: str
    version: str
    licence: str


@post_required()
def about(request: PostRequest) -> HttpResponse:
    return render(request, "site/about.html", {"version": version(), "components": components()})


@post_required("coverage.read")
def coverage_page(request: PostRequest) -> HttpResponse:
    open_to_post = {entry.address for _section, entries in menu_for(request.post) for entry in entries}
    tasks = followed_tasks(request.post)
    groups = [
        (group, [(row, _first_page(row.pages, open_to_post), tasks.get(row.task, "")) for row in group.rows])
        for group in coverage()
    ]
    carried = sum(group.carried for group in coverage())
    total = sum(len(group.rows) for group in coverage())
    return render(request, "site/coverage.html", {"groups": groups, "carried": carried, "total": total})


def _first_page(pages: tuple[str, ...], open_to_post: set[str]) -> str:
    """The address of the first of the pages that stands in the post's menu; none where no such page is."""
    return next((reverse(page) for page in pages if page in open_to_post), "")


@cache
def version() -> str:
    """From the project's own file, since it may run without being installed."""
    project = tomllib.loads((PACKAGE.parents[1] / "pyproject.toml").read_text(encoding="utf-8"))
    return str(project["project"]["version"])


@cache
def components() -> list[Component]:
    """What the lock file names and this machine has installed."""
    lines = LOCK.read_text(encoding="utf-8").splitlines() if LOCK.exists() else []
    names = sorted({line.partition("==")[0] for line in lines if "==" in line and line[:1].isalnum()})
    return [component for name in names if (component := _component(name)) is not None]


def _component(name: str) -> Component | None:
    try:
        about = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return None
    return Component(name=about["Name"], version=about["Version"], licence=_licence(about))


def _licence(about: metadata.PackageMetadata) -> str:
    """Packages state it in one of three places; a whole licence text in the field is reduced to its first line."""
    classifiers = [line for line in about.get_all("Classifier") or [] if line.startswith("License ::")]
    stated = str((about.get_all("License-Expression") or about.get_all("License") or [""])[0])
    if stated and len(stated) <= LONG_LICENCE:
        return stated
    return (
        str(classifiers[0]).rpartition(" :: ")[2] if classifiers else stated.strip().partition("\n")[0][:LONG_LICENCE]
    )
