"""What the web server runs."""

import os

from django.core.wsgi import get_wsgi_application

from xuezheng.site.memory import settle

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xuezheng.site.settings")
application = get_wsgi_application()
settle()
