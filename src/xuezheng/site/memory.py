"""What a long process holds from its start is not looked through for rubbish again and again."""

import gc

from django.urls import get_resolver

YOUNG, MIDDLE, OLD = 20_000, 20, 20
"""Python's own are 700, 10, 10: for programs that hold little. Most of what a page makes goes by itself when it is sent."""


def settle() -> None:
    """Once every page is imported, which the first address asked for would do: of an answer's processor time, looking for rubbish
    was a seventh."""
    get_resolver().url_patterns  # noqa: B018 - imports every page
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, MIDDLE, OLD)
