"""`read`: what a document says, without an installation: no home, no database, only the two machines that read."""

import json
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import django
import typer
from django.conf import settings

from xuezheng.kernel.refusals import Refusal
from xuezheng.site.console import fail, out

PACKAGE = Path(__file__).resolve().parents[2]
LOCALES = (PACKAGE / "engines" / "papers" / "locale", PACKAGE / "site" / "locale")
REFUSED = 2


def register(app: typer.Typer) -> None:
    app.command(rich_help_panel="Documents")(read)


def read(
    file: Annotated[Path, typer.Argument(help="A .docx, .doc, .pdf, .ofd, .html or .txt file, or a scan.")],
    as_json: Annotated[bool, typer.Option("--json", help="For machines: everything that was read, as JSON.")] = False,
) -> None:
    """Read work points (工作要点): their goals, tasks, responsible units, targets and milestones. Needs no database.

    Ends with 2 and one sentence when the file cannot be read or holds no work points.
    """
    speak()
    from xuezheng.engines.papers.reading import read_paper  # slow, and no other command needs it
    from xuezheng.engines.papers.sources import read_source  # slow, and no other command needs it
    from xuezheng.site.cli.reading_summary import summary  # needs the language chosen above

    try:
        source = read_source(content_of(file), filename=file.name)
        reading = read_paper(source.text)
    except Refusal as refusal:
        fail(str(refusal), code=REFUSED)
    if as_json:
        sys.stdout.write(json.dumps(reading.as_json(), indent=2, ensure_ascii=False) + "\n")
    else:
        out.print(summary(reading, source), soft_wrap=False)


def content_of(file: Path) -> bytes:
    """The size is asked before the file is loaded."""
    from django.utils.translation import gettext as _  # the language is chosen first

    from xuezheng.engines.papers.sources import refuse_size  # slow, and no other command needs it

    try:
        refuse_size(file.stat().st_size, filename=file.name)
        return file.read_bytes()
    except IsADirectoryError as error:
        raise Refusal(_("“%(name)s” is a folder: name the file in it.") % {"name": file}) from error
    except OSError as error:
        raise Refusal(_unopened(file, error)) from error


def speak() -> None:
    """Sentences in the terminal's language; the platform's settings would make a home and its keys."""
    if settings.configured:
        return
    if not all((locale / "zh_Hans" / "LC_MESSAGES" / "django.mo").exists() for locale in LOCALES):
        from xuezheng.site.messages import compile_catalogues  # slow, and needed once

        with suppress(OSError):  # an installation that may not be written speaks English
            compile_catalogues()
    settings.configure(USE_I18N=True, LANGUAGE_CODE=language(dict(os.environ)), LOCALE_PATHS=list(LOCALES))
    django.setup()


def language(environment: dict[str, str]) -> str:
    """English where the terminal says so, else Chinese, as in the pages."""
    said = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    return "en" if said.lower().startswith("en") else "zh-hans"


def _unopened(file: Path, error: OSError) -> str:
    """The two common reasons in the reader's language; others as the system names them."""
    from django.utils.translation import gettext as _  # the language is chosen first

    if isinstance(error, FileNotFoundError):
        return _("There is no file “%(name)s”: check the name.") % {"name": file}
    if isinstance(error, PermissionError):
        return _("“%(name)s” may not be read by you: ask its owner, or copy it.") % {"name": file}
    return _("“%(name)s” cannot be opened (%(reason)s): check the file.") % {"name": file, "reason": error.strerror}
