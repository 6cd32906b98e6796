"""Django's registration of the composed site."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "xuezheng.site"
    label = "site"
