"""Django's registration of the package."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "xuezheng.kernel.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from xuezheng.kernel.outbox.facade import resolve_posts_with
        from xuezheng.kernel.people import receivers  # noqa: F401 - importing it registers them
        from xuezheng.kernel.people.acting import acting_post_of
        from xuezheng.kernel.people.closing import people_in_the_way
        from xuezheng.kernel.units import guards

        resolve_posts_with(acting_post_of)
        guards.register("people", people_in_the_way)
