"""The site's settings. What differs between machines is read in `environment.py`; the rest is here."""

from datetime import timedelta
from pathlib import Path

from forcesight.web import environment


FORCESIGHT_HOME = environment.home_folder()
FORCE_NAME = environment.force_name(FORCESIGHT_HOME)
CONTACT = environment.words("FORCESIGHT_CONTACT", ["the team that runs this site in your force"])[0]

HERE = Path(__file__).parent
SECRET_KEY = environment.secret_key(FORCESIGHT_HOME)
DEBUG = False
ROOT_URLCONF = "forcesight.web.urls"
WSGI_APPLICATION = "forcesight.web.wsgi.application"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "axes",
    "forcesight.web.core",
    "forcesight.web.accounts",
    "forcesight.web.audit",
    "forcesight.web.performance",
    "forcesight.web.notes",
    "forcesight.web.quality",
    "forcesight.web.jobs",
    "forcesight.web.offices",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "forcesight.web.core.middleware.security_headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "forcesight.web.accounts.expiry.sign_out_when_idle",
    # Every page asks for sign-in unless its view says otherwise.
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "forcesight.web.accounts.one_time.ask_for_own_password",
    "forcesight.web.core.middleware.RefusalsBecomePages",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "forcesight.web.core.context.shell",
            ],
            "builtins": ["forcesight.web.core.templatetags.forcesight"],
        },
    }
]
FORM_RENDERER = "forcesight.web.core.forms.GovukRenderer"

DATABASES = {"default": environment.database(FORCESIGHT_HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Accounts
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "start"

# Guessing: five wrong passwords for one account from one address, then fifteen minutes' wait.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "forcesight.web.accounts.lockout.locked_out"
AXES_CLIENT_IP_CALLABLE = "forcesight.web.accounts.lockout.address_of"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True  # the audit log keeps sign-ins
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

# Sessions: a shared desk is the normal case.
IDLE = timedelta(minutes=environment.minutes("FORCESIGHT_IDLE_MINUTES", 60))
LONGEST_SESSION = timedelta(hours=12)
SESSION_COOKIE_AGE = int(LONGEST_SESSION.total_seconds())
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_NAME = "forcesight_session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"

# Security
ALLOWED_HOSTS = environment.words("FORCESIGHT_HOSTS", environment.LOOPBACK)
HTTPS = environment.switch("FORCESIGHT_HTTPS")
TRUST_PROXY = environment.switch("FORCESIGHT_TRUST_PROXY")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUST_PROXY else None
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # a probe on the machine itself speaks plain http
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if HTTPS else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_NAME = "forcesight_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "forcesight.web.core.errors.form_expired"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
# Three kinds of file for three years; what they may weigh together is held by the upload handler.
DATA_UPLOAD_MAX_NUMBER_FILES = 120
LARGEST_UPLOAD = environment.megabytes("FORCESIGHT_LARGEST_UPLOAD_MB", 2048)
FILE_UPLOAD_HANDLERS = ["forcesight.web.jobs.receiving.BoundedUpload"]
FILE_UPLOAD_PERMISSIONS = 0o600
SILENCED_SYSTEM_CHECKS: list[str] = []

# Words, dates and numbers
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True
FORMAT_MODULE_PATH = "forcesight.web.formats"

# Files of the site: hashed and compressed when they are built, served by the application itself.
STATIC_URL = "static/"
STATIC_ROOT = HERE / "static" / "built"
BUILT = (STATIC_ROOT / "staticfiles.json").exists()
STORAGES = {
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if BUILT
        # Pages work without their style, so that a checkout without Node can still be tested.
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"terminal": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["terminal"], "level": "WARNING"},
    "loggers": {"django": {"handlers": ["terminal"], "level": "WARNING", "propagate": False}},
}
