"""Commands for whoever keeps an installation."""

import json
import sys
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit, urlunsplit

import typer
from rich.table import Table

from xuezheng.kernel.clock import now
from xuezheng.site.cli.access import django_ready, running_server, with_database
from xuezheng.site.cli.start import Scale
from xuezheng.site.configuration import configuration
from xuezheng.site.console import Steps, err, out

journal = typer.Typer(help="The journal of who changed what.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    for command in (migrate, demo, doctor, backup, restore):
        app.command(rich_help_panel="Installation")(command)
    app.add_typer(journal, name="journal", rich_help_panel="Installation")


def migrate(context: typer.Context) -> None:
    """Bring the installation up to this version: roles, pending migrations, texts, static files."""
    with with_database(context.obj, doing="migrate"):
        django_ready()
        from xuezheng.site.operations.preparation import prepare  # needs Django set up

        steps = Steps()
        prepare(scale=Scale.NONE, steps=steps)
        steps.say("The database is up to date.")


def demo(
    context: typer.Context,
    scale: Annotated[Scale, typer.Option(help="small: about 1,600 schools; full: 50,000.")] = Scale.SMALL,
) -> None:
    """Load the demonstration province into an empty installation."""
    with with_database(context.obj, doing="demo"):
        django_ready()
        from xuezheng.site.operations import preparation  # needs Django set up

        steps = Steps()
        preparation.prepare(scale=Scale.NONE, steps=steps)
        if scale is not Scale.NONE:
            preparation.load_demonstration(scale, steps, silent_when_there=False)
        for line in preparation.sign_in_lines():
            steps.say(line)


def doctor(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="For machines; holds the addresses with passwords.")] = False,
) -> None:
    """Examine the installation. Ends with 0 when the database answers and is up to date, else with 1."""
    with with_database(context.obj, doing="doctor"):
        django_ready()
        from xuezheng.site.operations.doctor import examine  # needs Django set up

        found = examine(home=context.obj.path, at=now())
    found["server"] = running_server(context.obj)
    if as_json:
        sys.stdout.write(json.dumps(found, indent=2, ensure_ascii=False) + "\n")
    else:
        out.print(_table(found))
    raise typer.Exit(0 if found["sound"] else 1)


def _table(found: dict[str, Any]) -> Table:
    table = Table(show_header=False, title="Sound" if found["sound"] else "NOT sound", title_justify="left")
    for part in ("versions", "paths", "database", "worker", "disk", "charts", "server"):
        for name, value in found[part].items():
            shown = _masked(value) if name.endswith("_url") else value
            table.add_row(part, name.replace("_", " "), str(shown))
    return table


def _masked(url: str) -> str:
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=parts.netloc.replace(f":{parts.password}@", ":…@")))


def backup(
    context: typer.Context, file: Annotated[Path, typer.Argument(help="The archive to write; it must not exist.")]
) -> None:
    """Write database, stored files and keys into one archive, also while the platform runs. Keep it as safe as the keys."""
    with with_database(context.obj, doing="backup"):
        django_ready()
        from xuezheng.site.operations.archives import write_archive  # needs Django set up

        written = write_archive(file.absolute(), home=context.obj.path, at=now(), steps=Steps())
    out.print(f"Written: {written.path} ({written.size / 1e6:,.1f} MB)", markup=False)


def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="An archive written by backup.", exists=True, dir_okay=False)],
    force: Annotated[bool, typer.Option(help="Replace what the database and the home hold.")] = False,
) -> None:
    """Read an archive back, bring it up to this version and verify its journal. The platform must not be running."""
    home = context.obj
    with with_database(home, doing="restore", alone=True):
        django_ready()
        from xuezheng.site.operations import archives, preparation  # needs Django set up

        steps = Steps()
        manifest = archives.read_archive(file.absolute(), home=home.path, force=force, steps=steps)
        preparation.migrate(steps)
        intact = _verify()
    if configuration().secret_key and not (home.path / "secret-key").exists():
        err.print(
            "The archive holds no key, since its installation had it from XUEZHENG_SECRET_KEY: set the same here."
        )
    out.print(f"Restored as of {manifest['written_at']}.", markup=False)
    raise typer.Exit(0 if intact else 2)


@journal.command()
def verify(context: typer.Context) -> None:
    """Prove that no sealed entry was changed or removed. Ends with 2 when one was, and names the first."""
    with with_database(context.obj, doing="journal verify"):
        django_ready()
        intact = _verify()
    raise typer.Exit(0 if intact else 2)


def _verify() -> bool:
    from xuezheng.kernel.journal.facade import verify as examine_journal  # needs Django set up

    with Steps().counted("Verifying the journal") as progress:
        verdict = examine_journal(progress=lambda done, whole: progress("entries", done, whole))
    if verdict.finding is not None:
        err.print(f"NOT intact: {verdict.finding.sentence}", style="red", markup=False)
        return False
    out.print(
        f"Intact: {verdict.sealed:,} sealed entries under {verdict.seals:,} seals, {verdict.unsealed:,} not yet sealed."
    )
    return True
