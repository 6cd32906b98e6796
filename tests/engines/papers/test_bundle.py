"""The script that draws charts, as it is served."""

import gzip

import pytest
from django.test import Client
from django.urls import reverse

from xuezheng.engines.papers.bundle import bundle_name, compressed_bundle

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def test_it_is_served_compressed_and_may_be_kept_for_ever() -> None:
    response = Client().get(reverse("chart-bundle", args=[bundle_name()]), headers={"accept-encoding": "gzip"})

    assert response.status_code == 200
    assert response["Content-Encoding"] == "gzip"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert b"vegaEmbed" in gzip.decompress(response.content)


def test_browsers_without_compression_get_it_plain() -> None:
    response = Client().get(reverse("chart-bundle", args=[bundle_name()]), headers={"accept-encoding": ""})

    assert response.content == gzip.decompress(compressed_bundle())


def test_another_name_is_not_found() -> None:
    assert Client().get(reverse("chart-bundle", args=["vega-0.js"])).status_code == 404
