"""Django's registration of the module: menu, search, permissions, titles of its acts, REST."""

from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    name = "xuezheng.modules.supervision"
    label = "supervision"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from xuezheng.kernel.people.facade import register_permissions

        register_permissions(self.path)
