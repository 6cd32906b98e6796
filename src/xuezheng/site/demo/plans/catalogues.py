"""The YAML files beside, read once."""

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent


@cache
def catalogue(name: str) -> dict[str, Any]:
    """papers, lives or works."""
    found: dict[str, Any] = yaml.safe_load((HERE / f"{name}.yaml").read_text(encoding="utf-8"))
    return found


def paper_text(file: str, *, year: int) -> str:
    """The documents are written for 2026; loaded for another year they name that one."""
    text = (files("xuezheng.site.demo") / "papers" / file).read_text(encoding="utf-8")
    return text.replace("2026", str(year))
