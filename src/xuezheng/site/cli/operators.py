"""Commands for whoever keeps an installation."""

from typing import Annotated

import typer

from xuezheng.site.cli.access import django_ready, with_database
from xuezheng.site.cli.start import Scale
from xuezheng.site.console import Steps


def register(app: typer.Typer) -> None:
    app.command(rich_help_panel="Installation")(migrate)
    app.command(rich_help_panel="Installation")(demo)


def migrate(context: typer.Context) -> None:
    """Bring the database up to this version: its roles and the migrations that are pending."""
    with with_database(context.obj, doing="migrate"):
        django_ready()
        from xuezheng.site.operations.preparation import migrate as bring_up  # needs Django set up

        steps = Steps()
        bring_up(steps)
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
        preparation.prepare(scale=scale, steps=steps)
        for line in preparation.sign_in_lines():
            steps.say(line)
