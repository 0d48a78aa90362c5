"""Django's settings, made of what the site has set (environment.py)."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF

from jiheng.site.settings import environment as site

SITE = site.read_environment()
PACKAGE = Path(__file__).resolve().parents[2]
APPS = sorted(path.name for path in (PACKAGE / "apps").iterdir() if (path / "models.py").exists())
PAGES = sorted(path.name for path in (PACKAGE / "web" / "pages").iterdir() if (path / "urls.py").exists())

SECRET_KEY = site.secret_key(SITE)
DEBUG = SITE.debug
ALLOWED_HOSTS = list(SITE.hosts)
DATABASES = {"default": site.database(SITE)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "axes",
    "csp",
    "django_tasks",
    "django_tasks_db",
    *(f"jiheng.apps.{name}" for name in APPS),
    "jiheng.site",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "jiheng.web.trouble.OtherMethod",
    "jiheng.web.sessions.SignedIn",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "jiheng.site.urls"
API_DOCUMENT = "jiheng.api.document.document"  # for the page that tells of it: one door knows another only by name
WSGI_APPLICATION = "jiheng.site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web" / "components" / "templates", *(PACKAGE / "web" / "pages" / name / "templates" for name in PAGES)],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "jiheng.web.frame.frame",
            ],
            "builtins": ["jiheng.web.components.figures", "jiheng.web.components.marks"],
            "libraries": {"evaluation": "jiheng.web.pages.evaluation.tags"},
        },
    }
]
FORM_RENDERER = "jiheng.web.components.forms.Renderer"

# Signing in
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "session:sign_in"
LOGIN_REDIRECT_URL = "workbench:home"
AXES_FAILURE_LIMIT = SITE.lock_after
AXES_COOLOFF_TIME = timedelta(minutes=SITE.lock_minutes)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "jiheng.web.pages.session.views.locked"
AXES_VERBOSE = False
SESSION_COOKIE_AGE = SITE.session_minutes * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SITE.https
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SITE.https else None
SECURE_REFERRER_POLICY = "same-origin"
CSRF_FAILURE_VIEW = "jiheng.web.trouble.form_expired"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}

# Words and times
LANGUAGE_CODE = "zh-hans"
LOCALE_PATHS = [PACKAGE / "web" / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

# Files
STATIC_URL = "static/"
STATIC_ROOT: Path | None = PACKAGE / "web" / "assets" / "built"
WHITENOISE_IMMUTABLE_FILE_TEST = r"-[0-9A-Z]{8}\.(css|js)$"
MEDIA_ROOT = SITE.data / "files"
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
