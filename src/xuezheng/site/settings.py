"""Configuration, read from the environment; docs/settings.md is generated from `site/configuration.py`."""

import os
from pathlib import Path

from xuezheng.site.configuration import configuration
from xuezheng.site.logs import logging_settings
from xuezheng.site.mail import TIMEOUT, mail_settings
from xuezheng.site.modules import module_apps

_c = configuration()
HOME = _c.home
_process = os.environ.get("XUEZHENG_PROCESS", "")
DEBUG = False
SECRET_KEY = _c.secret_key
ALLOWED_HOSTS = _c.allowed_hosts
APPLICATION_ROLE = _c.application_role
TOP_UNIT_PATH = _c.top_unit
ROOT_URLCONF = "xuezheng.site.urls"
WSGI_APPLICATION = "xuezheng.site.wsgi.application"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "procrastinate.contrib.django",
    "xuezheng.site",
    *module_apps(),
    "xuezheng.engines.forms",
    "xuezheng.engines.formulas",
    "xuezheng.engines.inbox",
    "xuezheng.engines.indicators",
    "xuezheng.engines.lake",
    "xuezheng.engines.papers",
    "xuezheng.kernel.people",
    "xuezheng.kernel.calendar",
    "xuezheng.kernel.units",
    "xuezheng.kernel.files",
    "xuezheng.kernel.outbox",
    "xuezheng.kernel.journal",
    "xuezheng.kernel.catalogues",
    "xuezheng.kernel.rest",
    "xuezheng.kernel.pages",
    "xuezheng.kernel.scope",
]

MIDDLEWARE = [
    "xuezheng.site.web.operations.OperationsMiddleware",
    "xuezheng.kernel.pages.web.origin.ForwardedMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "xuezheng.kernel.pages.web.middleware.RequestIdMiddleware",
    "xuezheng.kernel.rest.web.middleware.ProblemMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "xuezheng.kernel.pages.web.middleware.ContentPolicyMiddleware",
    "xuezheng.kernel.people.web.middleware.ActingPostMiddleware",
    "xuezheng.kernel.pages.web.middleware.RefusalMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "xuezheng.kernel.pages.web.context.shell",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "xuezheng.kernel.pages.templatetags.pages",
            ],
        },
    }
]

# A view that fails or refuses undoes what it had changed, within the transaction the middleware bound.
DATABASES = {"default": {**_c.database(), "ATOMIC_REQUESTS": True}, "owner": _c.database(owner=True)}
DATABASE_ROUTERS = ["xuezheng.site.routing.OnlyDefault"]
AUTH_USER_MODEL = "people.Account"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "xuezheng.kernel.people.sign_in.password_length.LengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
SESSION_ENGINE = "xuezheng.kernel.people.web.session_store"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_NAME = "__Host-session" if _c.https else "session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _c.https
SECURE_SSL_REDIRECT = _c.https
SECURE_HSTS_SECONDS = 31_536_000 if _c.https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = _c.https
TRUSTED_PROXIES = _c.proxies
BEHIND_PROXY = bool(TRUSTED_PROXIES)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
METRICS_TOKEN = _c.metrics_token
LISTEN_ADDRESS = _c.listen
DEMO_BEYOND_LOOPBACK = _c.demo_beyond_loopback
PUBLIC_ORIGIN = _c.public_origin
CSRF_FAILURE_VIEW = "xuezheng.kernel.pages.web.errors.csrf_failure"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "language"
FORMAT_MODULE_PATH = "xuezheng.site.formats"
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
# The command line collects static files; tests and tools serve them from where they lie.
WHITENOISE_USE_FINDERS = not _process
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "xuezheng.site.statics.HashedFiles"
        if _process
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
LOGGING = logging_settings(home=HOME, process=_process)
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
API_RATE_PER_POST = _c.api_rate_per_post
API_RATE_PER_ADDRESS = _c.api_rate_per_address
API_COUNTS_IN = HOME / "api-counts" if _process == "web" else None
FILES_URL, FILES_KEY, FILES_SECRET = _c.files_url, _c.files_key, _c.files_secret
FILES_QUOTA_MB = _c.files_quota_mb
FONTS = Path(_c.fonts) if _c.fonts else HOME / "fonts"
LAKE_FOLDER = _c.lake_folder or HOME / "lake"
LAKE_ENGINE, SPARK_ADDRESS = _c.lake_engine, _c.spark_address
LAKE_SOURCES = _c.lake_sources
LAKE_MEMORY_MB, LAKE_THREADS, LAKE_SNAPSHOTS_KEPT = _c.lake_memory_mb, _c.lake_threads, _c.lake_snapshots_kept
_mail = mail_settings(_c.smtp_url, home=HOME)
EMAIL_BACKEND, EMAIL_FILE_PATH, EMAIL_TIMEOUT = _mail.backend, str(_mail.folder), TIMEOUT
EMAIL_HOST, EMAIL_PORT, EMAIL_USE_TLS, EMAIL_USE_SSL = _mail.host, _mail.port, _mail.starttls, _mail.tls
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail.user, _mail.password
DEFAULT_FROM_EMAIL = SERVER_EMAIL = _c.mail_from
FILE_UPLOAD_TEMP_DIR = None
FILE_UPLOAD_HANDLERS = ["xuezheng.kernel.files.web.uploads.LimitedUpload"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
PACKAGE = Path(__file__).resolve().parent.parent
