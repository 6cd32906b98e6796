"""Django's registration of the package."""

from django.apps import AppConfig


class CalendarConfig(AppConfig):
    name = "xuezheng.kernel.calendar"
    label = "calendar"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from xuezheng.kernel.calendar.choosing import HousePeriods
        from xuezheng.kernel.calendar.rest import router
        from xuezheng.kernel.journal import titles
        from xuezheng.kernel.pages import menu, periods
        from xuezheng.kernel.rest import registry

        menu.register(menu.MenuEntry(section="govern", title=_("Calendar"), address="calendar", order=40))
        periods.register(HousePeriods)
        registry.register("calendar", router, title=_("Calendar"))
        titles.register("calendar.add_day_override", _("Set a day of the calendar"))
        titles.register("calendar.remove_day_override", _("Took back a set day of the calendar"))
        titles.register_fields(
            "calendar", {"day": _("Day"), "working": _("Working day"), "name": _("Name"), "basis": _("Basis")}
        )
        titles.register_kind("calendar.day_override", _("Set day"))
