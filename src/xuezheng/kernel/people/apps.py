"""Django's registration of the package."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "xuezheng.kernel.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"
