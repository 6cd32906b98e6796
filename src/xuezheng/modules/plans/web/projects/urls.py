"""Addresses of projects, implementation plans, road maps."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
