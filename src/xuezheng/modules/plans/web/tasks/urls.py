"""Addresses of tasks at units: board, progress, acceptance, the three lists."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
