"""Scaffolding a module: the full shape of a package with passing tests, placed in the contracts, settings and glossary."""

from xuezheng.site.scaffold.creation import NameIsTaken, NameIsUnfit, create_module

__all__ = ["NameIsTaken", "NameIsUnfit", "create_module"]
