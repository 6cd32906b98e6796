"""Django's registration of the package, for its translations; it has no tables."""

from django.apps import AppConfig


class FormulasConfig(AppConfig):
    name = "xuezheng.engines.formulas"
    label = "formulas"
