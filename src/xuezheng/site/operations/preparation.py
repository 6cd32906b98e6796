"""Bringing an installation up to its code: roles, migrations, texts, static files, the demonstration. Quick when all is done.

A process of its own, so that the one which keeps the servers running stays small.
"""

import hashlib
import os
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import override
from django.utils.translation.reloader import translation_file_changed

from xuezheng.kernel.clock import now
from xuezheng.kernel.refusals import Refusal
from xuezheng.kernel.scope.acting import system_post
from xuezheng.kernel.scope.binding import bound
from xuezheng.modules.monitoring.facade import load_catalogue
from xuezheng.site import demo
from xuezheng.site.configuration import TOP_UNIT, configuration
from xuezheng.site.console import Steps
from xuezheng.site.databases import prepare_database
from xuezheng.site.messages import compile_catalogues

UNUSED = ["django_htmx/ext/*"]
"""Extensions that no page loads, some of which name files that were never shipped."""


def prepare(*, scale: str, steps: Steps) -> None:
    """`scale` is small, full, or none for an installation that begins empty."""
    if compile_catalogues():
        # In a new installation Django has looked for them by now and keeps in mind that there were none.
        translation_file_changed(None, Path("django.mo"))
    collect_static(steps)
    migrate(steps)
    if scale != "none":
        load_demonstration(scale, steps)


def migrate(steps: Steps) -> None:
    prepare_database()
    pending = pending_migrations()
    if pending:
        with steps.step(f"Preparing the database ({len(pending)} migrations)"):
            call_command("migrate", database="owner", verbosity=0, interactive=False)
    load_indicators(steps)


def load_indicators(steps: Steps) -> None:
    """A catalogue that cannot be taken does not keep the platform from starting: what was in force stays so."""
    try:
        load_catalogue(at=now())
    except Refusal as refusal:
        steps.say(f"Indicators: {refusal}")


def pending_migrations() -> list[str]:
    executor = MigrationExecutor(connections["owner"])
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def load_demonstration(scale: str, steps: Steps, *, silent_when_there: bool = True) -> None:
    """What is in the database says whether it is there already."""
    with bound(system_post("demonstration")):
        there = demo.is_loaded() and demo.loaded_scale()
    _let_the_province_run_it()
    if there:
        if there != scale or not silent_when_there:
            with override("en"):
                steps.say(demo.load(scale, at=now()).sentence)
        return
    with steps.counted("Loading the demonstration province") as progress, override("en"):
        said = demo.load(scale, at=now(), progress=progress)
    if said.fresh:
        _tell_the_planner()
    steps.say(said.sentence)


def _tell_the_planner() -> None:
    """Without statistics of what was just loaded, PostgreSQL would plan the first minute's queries as if all were empty."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("ANALYZE")


def _let_the_province_run_it() -> None:
    """The demonstration is a province's own installation, though the ministry stands above it in the tree."""
    kept = configuration().home / TOP_UNIT
    if not kept.exists():
        kept.write_text(demo.PROVINCE_PATH, encoding="ascii")


def sign_in_lines() -> list[str]:
    """A table in plain text; nothing where there is no demonstration."""
    with bound(system_post("demonstration")):
        if not demo.is_loaded():
            return []
    with override("en"):
        rows = [(found.username, str(found.role.name_en), found.place) for found in demo.sign_ins()]
    lines = [f"  {username:<26} {role:<34} {place}" for username, role, place in rows]
    return [f"  Sign in with the password {demo.PASSWORD} as:", *lines]


def collect_static(steps: Steps) -> None:
    """Only when a file changed: the sum over names and times stands beside the collected files."""
    mark, wanted = Path(settings.STATIC_ROOT) / ".collected", _static_sum()
    if mark.exists() and mark.read_text(encoding="ascii") == wanted:
        return
    with steps.step("Collecting static files"):
        call_command("collectstatic", interactive=False, clear=True, verbosity=0, ignore_patterns=UNUSED)
    mark.write_text(wanted, encoding="ascii")


def _static_sum() -> str:
    lines = []
    for finder in get_finders():
        for path, storage in finder.list([]):
            found = os.stat(storage.path(path))  # noqa: PTH116 - storages answer with text
            lines.append(f"{path} {found.st_size} {found.st_mtime_ns}")
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()
