"""Bulletins as data: templates in YAML, checked with line and reason, filled from frozen numbers into an official document."""

from xuezheng.engines.papers.bulletins.filling import bulletin_of
from xuezheng.engines.papers.bulletins.mistakes import Mistake, TemplateIsMistaken
from xuezheng.engines.papers.bulletins.numbers import Indicator, Number, Numbers, Period, Place, Rank
from xuezheng.engines.papers.bulletins.parsing import template_of
from xuezheng.engines.papers.bulletins.phrases import BulletinIsNotFilled
from xuezheng.engines.papers.bulletins.template import Template

__all__ = [
    "BulletinIsNotFilled",
    "Indicator",
    "Mistake",
    "Number",
    "Numbers",
    "Period",
    "Place",
    "Rank",
    "Template",
    "TemplateIsMistaken",
    "bulletin_of",
    "template_of",
]
