"""Django's registration of the composed site."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "xuezheng.site"
    label = "site"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _
        from django.utils.translation import pgettext_lazy

        from xuezheng.kernel.journal import titles
        from xuezheng.kernel.pages import cards, frame, menu
        from xuezheng.kernel.people.facade import register_sign_in_hints
        from xuezheng.kernel.units import panels
        from xuezheng.site.demo.hints import sign_in_hints
        from xuezheng.site.demo.loading import PROVINCE, is_loaded
        from xuezheng.site.regions.card import CARD
        from xuezheng.site.regions.places import place_of
        from xuezheng.site.regions.unit_panel import PANEL

        menu.register(
            menu.MenuEntry(section="run", title=_("Coverage"), address="coverage", permission="coverage.read", order=80)
        )
        menu.register(
            menu.MenuEntry(
                section="govern",
                title=_("Regions"),
                address="regions",
                permission="units.read",
                order=12,
                shown=lambda post: place_of(post) is not None,
            )
        )
        frame.register_account_link(
            frame.AccountLink(title=pgettext_lazy("this platform", "About"), address="about", order=90)
        )
        cards.register(CARD)
        panels.register(PANEL)
        register_sign_in_hints(sign_in_hints)
        frame.register_mark(lambda _post: _("Demo data") if is_loaded() else "")
        titles.register("demo.load_province", _("Loaded the demonstration province"))
        titles.register_system("demonstration", _("the platform, for the demonstration"))
        titles.register_fields(
            "demo",
            {"scale": _("Scale"), "seed": _("Seed"), "units": _("Units"), "accounts": _("Accounts")},
        )
        titles.register_kind(PROVINCE, _("Demonstration province"))
