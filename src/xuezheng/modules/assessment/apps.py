"""Django's registration of the module: menu, permissions, titles of its acts, REST."""

from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    name = "xuezheng.modules.assessment"
    label = "assessment"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from xuezheng.kernel.people.facade import register_permissions
        from xuezheng.modules.assessment.web.registering import register_all

        register_permissions(self.path)
        register_all()
