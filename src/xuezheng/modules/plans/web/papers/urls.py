"""Addresses of receiving a document, reviewing what was read, publication."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
