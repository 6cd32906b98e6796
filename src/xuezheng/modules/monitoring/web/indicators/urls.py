"""Addresses of the indicators' pages."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
