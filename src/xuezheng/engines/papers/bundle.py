"""The script that draws charts in the browser: Vega as the package vl-convert carries it, made once and kept under the home."""

import gzip
from functools import cache
from importlib.metadata import version
from pathlib import Path

import vl_convert
from django.conf import settings

DOOR = "window.vegaEmbed = vegaEmbed;"


def bundle_name() -> str:
    """Changes with the package's version, so that browsers may keep it for ever."""
    return f"vega-{version('vl-convert-python')}.js"


@cache
def compressed_bundle() -> bytes:
    """Gzipped. Making it takes two seconds, reading it again none."""
    kept = Path(settings.HOME) / "charts" / f"{bundle_name()}.gz"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        fresh = kept.with_suffix(".new")
        fresh.write_bytes(gzip.compress(vl_convert.javascript_bundle(DOOR).encode(), mtime=0))
        fresh.replace(kept)
    return kept.read_bytes()
