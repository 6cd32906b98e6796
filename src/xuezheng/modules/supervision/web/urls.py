"""Addresses of the module, brought by its subjects."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
