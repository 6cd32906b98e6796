"""Django's registration of the module: menu, search, permissions, titles of its acts, REST."""

from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "xuezheng.modules.organisation"
    label = "organisation"
    default_auto_field = "django.db.models.BigAutoField"
