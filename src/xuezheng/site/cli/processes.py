"""Commands that are single parts of what ./run starts, for installations that keep them running by other means."""

import os
import subprocess
from typing import Annotated

import typer

from xuezheng.site.cli.access import django_ready, with_database
from xuezheng.site.cli.start import Scale
from xuezheng.site.configuration import configuration
from xuezheng.site.console import Steps, out
from xuezheng.site.memory import settle
from xuezheng.site.operations.supervisor import Stop, is_loopback, own_names, stopping_by_signal, web_command


def register(app: typer.Typer) -> None:
    app.command(rich_help_panel="Parts")(serve)
    app.command(rich_help_panel="Parts")(worker)
    app.command(hidden=True)(prepare)


def serve(
    context: typer.Context,
    port: Annotated[int, typer.Option(help="Port to listen on.", min=1, max=65535)] = 8000,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
) -> None:
    """The web server alone. Migrate first; keep a worker running beside it."""
    os.environ |= {"XUEZHENG_LISTEN": host, "XUEZHENG_PROCESS": "web"}
    if "XUEZHENG_ALLOWED_HOSTS" not in os.environ and not is_loopback(host):
        os.environ["XUEZHENG_ALLOWED_HOSTS"] = ",".join(own_names(host))
    with with_database(context.obj, doing="serve"), stopping_by_signal():
        out.print(f"Serving at http://{host}:{port}")
        process = subprocess.Popen(web_command(host=host, port=port), start_new_session=True)  # noqa: S603 - our own arguments
        try:
            raise typer.Exit(process.wait())
        except Stop:
            process.terminate()
            process.wait(20)


def worker(
    context: typer.Context,
    concurrency: Annotated[int, typer.Option(help="Jobs run at the same time; 0: as the settings say.", min=0)] = 0,
) -> None:
    """The worker alone: runs queued and periodic jobs until it is stopped."""
    os.environ["XUEZHENG_PROCESS"] = "worker"
    with with_database(context.obj, doing="worker"):
        django_ready()
        from xuezheng.kernel.outbox.worker import run_worker  # needs Django set up

        settle()
        run_worker(concurrency=concurrency or configuration().worker_concurrency)


def prepare(context: typer.Context, scale: Annotated[Scale, typer.Option()] = Scale.SMALL) -> None:
    """Called by the starter, whose database runs."""
    django_ready()
    from xuezheng.site.operations.preparation import prepare as bring_up  # needs Django set up
    from xuezheng.site.operations.preparation import sign_in_lines  # needs Django set up

    bring_up(scale=scale, steps=Steps())
    context.obj.sign_ins.write_text("\n".join([*sign_in_lines(), ""]), encoding="utf-8")
