"""Django's registration of the package."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "xuezheng.kernel.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        self._join_units_and_jobs()
        self._join_api()
        self._join_pages()
        self._join_rest()

    def _join_units_and_jobs(self) -> None:
        from xuezheng.kernel.outbox.facade import resolve_posts_with
        from xuezheng.kernel.people import jobs, receivers  # noqa: F401 - importing them registers them
        from xuezheng.kernel.people.acting import acting_post_of
        from xuezheng.kernel.people.closing import people_in_the_way
        from xuezheng.kernel.people.journal_words import register_journal_words
        from xuezheng.kernel.units import guards

        resolve_posts_with(acting_post_of)
        guards.register("people", people_in_the_way)
        register_journal_words()

    def _join_api(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from xuezheng.kernel.people.facade import acting_post_of_token
        from xuezheng.kernel.people.rest import me
        from xuezheng.kernel.rest import authentication, registry

        authentication.register("Bearer", acting_post_of_token)
        registry.register("me", me.router, title=_("My account"))

    def _join_pages(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from xuezheng.kernel.pages import frame, menu, search
        from xuezheng.kernel.people.web import transfer_people
        from xuezheng.kernel.people.web.search import find_people
        from xuezheng.kernel.units import offers

        for order, address, title, permission in (
            (20, "people", _("People"), "people.read"),
            (30, "posts", _("Posts"), "people.read"),
            (80, "privacy-register", _("Personal-data register"), "privacy.read"),
        ):
            menu.register(
                menu.MenuEntry(section="govern", title=title, address=address, permission=permission, order=order)
            )
        search.register(search.SearchSource(code="people", title=_("People"), find=find_people, order=20))
        offers.register("people", transfer_people.offer)
        frame.register_account_link(frame.AccountLink(title=_("My account"), address="my-account", order=10))

    def _join_rest(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from xuezheng.kernel.people.rest import imports, persons, posts  # noqa: F401 - importing the imports fills the router
        from xuezheng.kernel.rest import registry

        registry.register("persons", persons.router, title=_("People"))
        registry.register("posts", posts.router, title=_("Posts"))
