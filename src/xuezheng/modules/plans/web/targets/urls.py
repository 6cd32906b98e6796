"""Addresses of targets: binding, shares, evidence, takeover, the plan's home."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
