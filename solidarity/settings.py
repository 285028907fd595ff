"""Settings: one file, fed by the environment, safe when nothing is set. Names are in docs/operations.md."""

from pathlib import Path
from urllib.parse import urlsplit

import django_stubs_ext
from django.utils.translation import gettext_lazy as _

from solidarity import environment
from solidarity.environment import env

django_stubs_ext.monkeypatch()

# Places ------------------------------------------------------------------------------------------
BASE_DIR = Path(__file__).resolve().parent.parent
VAR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))

# How this instance runs --------------------------------------------------------------------------
REDIS_URL = env.str("REDIS_URL", default="")
EMBEDDED_DATABASE = env.str("DATABASE_URL", default="sqlite:").startswith("sqlite:")
EMBEDDED_WORKER = not REDIS_URL
EMBEDDED = EMBEDDED_DATABASE and EMBEDDED_WORKER
DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("DEMO", default=EMBEDDED)
PORT = env.int("PORT", default=8000)
SITE_URL = env.str("SITE_URL", default=f"http://127.0.0.1:{PORT}").rstrip("/")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)
environment.refuse_unsafe(embedded=EMBEDDED, debug=DEBUG, hosts=ALLOWED_HOSTS, site_url=SITE_URL)
SECRET_KEY = environment.secret_key(VAR, embedded=EMBEDDED)
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])

# Applications ------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "modeltranslation",  # before admin, which it extends
    "solidarity.entrance.admin_config.PortalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.usersessions",
    "csp",
    "django_filters",
    "django_htmx",
    "drf_spectacular",
    "rest_framework",
    "simple_history",
    "solidarity.accounts",
    "solidarity.audit",
    "solidarity.jobs",
    "solidarity.charts",
    "solidarity.web",
    "solidarity.files",
    "solidarity.api",
    "solidarity.reports",
    "networks",
    "agreements",
    "assessments",
]
MIDDLEWARE = [
    "solidarity.web.middleware.RequestId",
    "solidarity.web.middleware.DatabaseAway",
    "django.middleware.security.SecurityMiddleware",
    *(["django.middleware.gzip.GZipMiddleware"] if EMBEDDED else []),
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "solidarity.accounts.middleware.SessionLimits",
    "allauth.account.middleware.AccountMiddleware",
    "solidarity.entrance.ended.LoginRequired",
    "solidarity.accounts.middleware.Preferences",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "solidarity.web.middleware.PrivateByDefault",
]
ROOT_URLCONF = "solidarity.urls"
WSGI_APPLICATION = "solidarity.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "solidarity.web.context.portal",
            ],
        },
    }
]
FORM_RENDERER = "solidarity.web.forms.PortalRenderer"

# Data --------------------------------------------------------------------------------------------
DATABASES = {"default": environment.database(VAR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    # In the database, so that limits and sessions do not depend on Redis.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "portal_cache",
        # Beyond this, old entries go: with few, somebody could push the count of attempts out.
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(VAR / "media")))

# People ------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["solidarity.accounts.backend.Backend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
PASSWORD_RESET_TIMEOUT = 60 * 60
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "workspace"
ACCOUNT_ADAPTER = "solidarity.entrance.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "solidarity.entrance.forms.SignInForm",
    "change_password": "solidarity.entrance.forms.ChangePasswordForm",
    "reset_password": "solidarity.entrance.forms.ResetPasswordForm",
    "reset_password_from_key": "solidarity.entrance.forms.NewPasswordForm",
}
ACCOUNT_RATE_LIMITS = {
    # Attempts / time / per network address (ip) or per what was typed (key). Nobody waits over 15 minutes.
    "login": "30/m/ip",
    "login_failed": "20/5m/ip,50/15m/key",
    "login_failed_here": "5/15m/key",  # one account from one address
    "reset_password": "20/15m/ip,5/15m/key",
    "reset_password_from_key": "20/m/ip",
    "change_password": "5/m/user",
}
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "solidarity.entrance.reset_tokens.ResetTokens"  # noqa: S105
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
SESSION_ENGINE = "solidarity.accounts.sessions"
SESSION_IDLE_SECONDS = 2 * 60 * 60
SESSION_ABSOLUTE_SECONDS = 12 * 60 * 60
SESSION_COOKIE_AGE = SESSION_ABSOLUTE_SECONDS

# Languages, times --------------------------------------------------------------------------------
LANGUAGE_CODE = "es"
LANGUAGES = [("es", _("Spanish")), ("pt-br", _("Portuguese")), ("en", _("English"))]
MODELTRANSLATION_LANGUAGES = ("es", "pt-br", "en")
MODELTRANSLATION_DEFAULT_LANGUAGE = "en"
MODELTRANSLATION_FALLBACK_LANGUAGES = ("en", "es", "pt-br")
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["solidarity.formats"]
USE_THOUSAND_SEPARATOR = True
TIME_ZONE = env.str("TIME_ZONE", default="UTC")
USE_TZ = True

# The web -----------------------------------------------------------------------------------------
HTTPS = urlsplit(SITE_URL).scheme == "https"
_HOST_PREFIX = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME = f"{_HOST_PREFIX}session"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_NAME = f"{_HOST_PREFIX}csrf"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_TRUSTED_ORIGINS = [SITE_URL]
CSRF_FAILURE_VIEW = "solidarity.entrance.ended.csrf_failure"
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz/"]  # probes speak plain http inside
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_HANDLERS = ["solidarity.files.uploads.LimitedUpload"]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

# Static files ------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "solidarity.files.storage.PrivateStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
}

# Mail --------------------------------------------------------------------------------------------
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Cities of Solidarity <portal@localhost>")
vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
# Mail leaves through a job, which hands it to the backend that EMAIL_URL names.
EMAIL_DELIVERY_BACKEND = vars()["EMAIL_BACKEND"]
EMAIL_BACKEND = "solidarity.jobs.mail.JobBackend"
EMAIL_TIMEOUT = 20

# Background work ---------------------------------------------------------------------------------
CELERY_BROKER_URL = REDIS_URL or "memory://localhost"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # a worker never gives a broker up
CELERY_BROKER_CONNECTION_TIMEOUT = 1
CELERY_VISIBILITY_TIMEOUT = 1200
CELERY_BROKER_TRANSPORT_OPTIONS = (
    {
        # Short socket limits: a frozen broker must never hold up a page.
        "socket_connect_timeout": 1,
        "socket_timeout": 1,
        "socket_keepalive": True,
        "health_check_interval": 15,
        "visibility_timeout": CELERY_VISIBILITY_TIMEOUT,
    }
    if REDIS_URL
    else {"polling_interval": 0.02}
)
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR / "beat-schedule")

# REST --------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["solidarity.api.authentication.TokenAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["solidarity.api.permissions.Declared"],
    "DEFAULT_RENDERER_CLASSES": ["solidarity.web.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["solidarity.web.bodies.JSONParser"],
    "DEFAULT_THROTTLE_CLASSES": ["solidarity.api.throttles.Throttle"],
    "DEFAULT_SCHEMA_CLASS": "solidarity.api.schema.PortalSchema",
    "EXCEPTION_HANDLER": "solidarity.web.problems.exception_handler",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
SPECTACULAR_SETTINGS = {
    "TITLE": _("Cities of Solidarity in the Americas"),
    "DESCRIPTION": _("Open data of the programme and the data of your own cities."),
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.0",
    "POSTPROCESSING_HOOKS": [],
    "APPEND_COMPONENTS": {"securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}}},
}

# Logs --------------------------------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request_id": {"()": "solidarity.web.logs.RequestIdFilter"}},
    "formatters": {"json": {"()": "solidarity.web.logs.JSONFormatter"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "json", "filters": ["request_id"]},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"solidarity": {"level": "INFO"}, "django": {"level": "WARNING"}},
}
