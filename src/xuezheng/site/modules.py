"""The modules that this house holds; `new-module` adds its own line. Each brings its app and its addresses."""

from importlib.util import find_spec

MODULES: list[str] = [
    "assessment",
    "monitoring",
    "organisation",
    "plans",
    "supervision",
]


def module_apps() -> list[str]:
    return [f"xuezheng.modules.{name}" for name in MODULES]


def modules_with_pages() -> list[str]:
    return [name for name in MODULES if find_spec(f"xuezheng.modules.{name}.web")]
