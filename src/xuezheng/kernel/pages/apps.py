"""Django's registration of the package."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "xuezheng.kernel.pages"
    label = "pages"
    default_auto_field = "django.db.models.BigAutoField"
