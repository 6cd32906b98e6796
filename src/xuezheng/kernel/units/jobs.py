"""Where the worker finds the units' jobs."""

from xuezheng.kernel.units.background import clear_old_imports, import_in_background

__all__ = ["clear_old_imports", "import_in_background"]
