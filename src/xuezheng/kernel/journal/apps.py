"""Django's registration of the package."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "xuezheng.kernel.journal"
    label = "journal"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from xuezheng.kernel.journal import titles
        from xuezheng.kernel.journal.observing import record_export
        from xuezheng.kernel.journal.rest import router
        from xuezheng.kernel.pages import exports, menu
        from xuezheng.kernel.rest import registry

        registry.register("journal", router, title=_("Journal"))
        menu.register(
            menu.MenuEntry(section="run", title=_("Journal"), address="journal", permission="journal.read", order=20)
        )
        titles.register("pages.export_rows", _("Took rows out as a file"))
        titles.register_kind("pages.list", _("List page"))
        titles.register_fields(
            "pages",
            {
                "format": _("Format"),
                "rows": _("Rows"),
                "filters": _("Filters"),
                "columns": _("Columns"),
                "complete": _("Complete"),
            },
        )
        if record_export not in exports.observers:
            exports.observers.append(record_export)
