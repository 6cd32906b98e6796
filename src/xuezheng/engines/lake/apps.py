"""Django's registration of the package: permissions, menu, REST, titles of its acts."""

from pathlib import Path

from django.apps import AppConfig


class LakeConfig(AppConfig):
    name = "xuezheng.engines.lake"
    label = "lake"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from xuezheng.engines.lake.rest import loading, reading, router  # noqa: F401 - importing them fills the router
        from xuezheng.kernel.journal import titles
        from xuezheng.kernel.pages import menu
        from xuezheng.kernel.people.roles import register_permissions
        from xuezheng.kernel.rest import registry

        registry.register("lake", router, title=_("Record tables"))
        menu.register(
            menu.MenuEntry(
                section="govern", title=_("Record tables"), address="lake-tables", permission="lake.read", order=60
            )
        )
        register_permissions(Path(__file__).parent)
        titles.register("lake.load_table", _("Loaded a table"))
        titles.register("lake.replace_units", _("Replaced rows of units in a table"))
        titles.register("lake.draw_rows", _("Drew rows from a database"))
        titles.register_kind("lake.upload", _("File handed in for the lake"))
        titles.register_kind("lake.snapshot", _("Snapshot of a table"))
        titles.register_fields("lake", {"rows": _("Rows"), "table": _("Table"), "source": _("Source")})
