"""Django's registration of the package."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "xuezheng.kernel.files"
    label = "files"
    default_auto_field = "django.db.models.BigAutoField"
