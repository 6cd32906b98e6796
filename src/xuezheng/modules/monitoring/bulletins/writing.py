"""A bulletin as a paper, from nothing but what is kept with it: the same values give the same bytes."""

import hashlib
import json
from datetime import date
from typing import Any

from xuezheng.engines.papers.bulletins import bulletin_of, template_of
from xuezheng.engines.papers.writing.official import Paper
from xuezheng.modules.monitoring.bulletins.figures import FrozenNumbers
from xuezheng.modules.monitoring.models import Bulletin

TITLE_LENGTH = 200


def paper_of(bulletin: Bulletin) -> Paper:
    return bulletin_of(
        template_of(bulletin.wording),
        FrozenNumbers(bulletin.figures, number=bulletin.number),
        dated=bulletin.dated,
    )


def title_of(paper: Paper) -> str:
    """In one line."""
    return "".join(paper.title.split("\n"))[:TITLE_LENGTH]


def fingerprint_of(*, wording: str, figures: dict[str, Any], number: str, dated: date | None) -> str:
    kept = {"wording": wording, "figures": figures, "number": number, "dated": dated.isoformat() if dated else ""}
    return hashlib.sha256(json.dumps(kept, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
