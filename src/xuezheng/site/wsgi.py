"""What the web server runs."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from xuezheng.site.memory import settle

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xuezheng.site.settings")
application = get_wsgi_application()
get_resolver().url_patterns  # noqa: B018 - every page is imported before the first is asked for
settle()
