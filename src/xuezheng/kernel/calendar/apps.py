"""Django's registration of the package."""

from django.apps import AppConfig


class CalendarConfig(AppConfig):
    name = "xuezheng.kernel.calendar"
    label = "calendar"
    default_auto_field = "django.db.models.BigAutoField"
