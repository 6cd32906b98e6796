"""Commands for whoever works on the platform."""

import subprocess
import sys
from typing import Annotated

import typer

from xuezheng.kernel.clock import now, today
from xuezheng.site.configuration import CHECKOUT
from xuezheng.site.console import out
from xuezheng.site.scaffold import create_module


def register(app: typer.Typer) -> None:
    app.command(rich_help_panel="Development")(bench)
    app.command("new-module", rich_help_panel="Development")(new_module)


def bench(
    names: Annotated[
        list[str] | None, typer.Argument(help="Benchmarks to run; all of them when none is named.")
    ] = None,
    listed: Annotated[bool, typer.Option("--list", help="Name them instead.")] = False,
) -> None:
    """Run benchmarks, print their tables and keep them as JSON under the home."""
    words = [sys.executable, "-m", "benchmarks", *(["--list"] if listed else []), *(names or [])]
    raise typer.Exit(subprocess.run(words, cwd=CHECKOUT, check=False).returncode)  # noqa: S603 - names of benchmarks


def new_module(
    name: Annotated[str, typer.Argument(help="A plural in English, such as campuses.")],
    noun: Annotated[str, typer.Option(help="Its singular, where that is not just without s.")] = "",
    zh: Annotated[str, typer.Option(help="What it is called in Chinese.")] = "",
) -> None:
    """Make a module of the house's full shape, with passing tests."""
    for path in create_module(name, noun=noun, zh=zh, root=CHECKOUT, today=today(now())):
        out.print(str(path.relative_to(CHECKOUT)), markup=False)
