"""./run without a command: database, web server and worker of one home."""

import os
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from xuezheng.site.configuration import configuration
from xuezheng.site.console import err, out
from xuezheng.site.operations.homes import VARIABLE, Home, HomeIsInUse, chosen_home
from xuezheng.site.operations.supervisor import Supervisor

app = typer.Typer(
    no_args_is_help=False,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class Scale(StrEnum):
    """How much demonstration a new installation begins with."""

    SMALL = "small"
    FULL = "full"
    NONE = "none"


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    port: Annotated[int, typer.Option(help="Port of the web server.", min=1, max=65535)] = 8000,
    host: Annotated[
        str, typer.Option(help="Address to listen on; 0.0.0.0 for every machine that reaches this one.")
    ] = "127.0.0.1",
    home: Annotated[
        Path | None,
        typer.Option(help="Folder for database, files, logs and keys. Default: XUEZHENG_HOME, or var in the checkout."),
    ] = None,
    scale: Annotated[
        Scale | None,
        typer.Option(
            help="What a new installation begins with: small (about 1,600 schools, the default), full (50,000 schools), or"
            " none (empty)."
        ),
    ] = None,
) -> None:
    """[bold]Xuezheng 学政[/bold] – starts database, web server and worker; Ctrl-C stops them. Or does one COMMAND."""
    embedded = not os.environ.get("DATABASE_URL")
    chosen = chosen_home(home, embedded=embedded)
    os.environ[VARIABLE] = str(chosen.path)
    context.obj = chosen
    if context.invoked_subcommand is None:
        raise typer.Exit(start_everything(chosen, host=host, port=port, scale=scale))


def start_everything(home: Home, *, host: str, port: int, scale: Scale | None) -> int:
    supervisor = Supervisor(home=home, host=host, port=port, scale=remembered_scale(home, scale))
    try:
        return supervisor.run()
    except HomeIsInUse as refusal:
        address = refusal.holder.get("address")
        if not address:
            err.print(f"{refusal} Wait for it, or choose another home with --home DIR.", markup=False)
            return 1
        out.print(f"Xuezheng already runs on the home {home.path}: {address}", markup=False)
        out.print(
            "Nothing was changed. Stop it by Ctrl-C where it was started, or choose another home with --home DIR."
        )
        return 0


def remembered_scale(home: Home, scale: Scale | None) -> str:
    """Who began empty once stays without a demonstration until one is asked for."""
    if scale is None:
        return Scale.NONE if home.without_demonstration.exists() else Scale.SMALL
    if scale is Scale.NONE:
        home.make(embedded=not configuration().database_url)
        home.without_demonstration.touch()
    return scale
