"""Every setting, read once from the environment, each with its default."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DEFAULT_SECRET_KEY = "only-for-a-trial-on-one-machine"
LANGUAGES = {
    "en": "English",
    "ru": "Русский",
    "kk": "Қазақша",
    "ky": "Кыргызча",
    "uz": "Oʻzbekcha",
    "tg": "Тоҷикӣ",
    "tk": "Türkmençe",
}
INTERFACE_LANGUAGES = ("en", "ru")
MEGABYTE = 1024 * 1024


class UnsafeSettings(RuntimeError):
    """Stop the start of an application that would run with settings meant for a trial."""


@dataclass(frozen=True)
class Settings:
    """What an installation can choose. `production` shuts whatever is only convenient for a trial."""

    database_url: str = field(default="", repr=False)
    secret_key: str = field(default=DEFAULT_SECRET_KEY, repr=False)
    production: bool = False
    testing: bool = False
    instance_path: Path = ROOT / "instance"
    server_name: str = "127.0.0.1:8000"
    scheme: str = "http"
    trusted_proxies: int = 0
    mail_server: str = ""
    mail_port: int = 25
    mail_username: str = ""
    mail_password: str = field(default="", repr=False)
    mail_use_tls: bool = False
    mail_sender: str = "CirculEC Hackathon <hackathon@localhost>"
    upload_limit: int = 20 * MEGABYTE
    files_per_project: int = 5
    rate_limits: bool = True
    second_factor: bool = True
    old_secret_keys: tuple[str, ...] = field(default=(), repr=False)
    keep_days: Mapping[str, int] = field(default_factory=dict)

    @property
    def uploads_path(self) -> Path:
        """Say where uploaded files lie: outside of anything the server hands out by itself."""
        return self.instance_path / "uploads"

    @property
    def sqlalchemy_url(self) -> str:
        """Name the database: `DATABASE_URL` if there is one, an SQLite file in the instance folder otherwise."""
        if not self.database_url:
            return f"sqlite:///{self.instance_path / 'hackathon.sqlite3'}"
        for prefix in ("postgres://", "postgresql://"):
            if self.database_url.startswith(prefix):
                return "postgresql+psycopg://" + self.database_url.removeprefix(prefix)
        return self.database_url

    @property
    def trial(self) -> bool:
        """Say whether demo sign-ins and the local mailbox page may exist: only on the embedded database."""
        return not self.production and not self.database_url

    @property
    def local_mailbox(self) -> bool:
        """Say whether letters go to a page on this machine because there is no mail server."""
        return self.trial and not self.mail_server

    @property
    def second_factor_required(self) -> bool:
        """Say whether who holds an office needs a second factor: always in production, never in a trial."""
        return self.production or (self.second_factor and not self.trial)

    @property
    def secrets(self) -> tuple[str, ...]:
        """Return the keys that open what was sealed: the present one first, then those that it replaced."""
        return (self.secret_key, *self.old_secret_keys)

    @property
    def passkey_host(self) -> str:
        """Name the host that passkeys belong to; browsers make none for a number, so a trial's is `localhost`."""
        host = self.server_name.split(":")[0]
        return "localhost" if host == "127.0.0.1" else host

    @property
    def passkey_origin(self) -> str:
        """Name the only origin whose passkeys are taken."""
        return f"{self.scheme}://{self.passkey_host}{self.server_name.removeprefix(self.server_name.split(':')[0])}"

    def require_safe(self) -> None:
        """Refuse to start with the default secret key anywhere but in a trial on one machine."""
        if self.secret_key == DEFAULT_SECRET_KEY and not self.trial and not self.testing:
            raise UnsafeSettings("Set SECRET_KEY to a long random text: the default is public knowledge.")

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] = os.environ) -> Settings:
        """Read the settings from environment variables; what is missing keeps its default."""
        values: dict[str, object] = {}
        for name, variable, convert in _VARIABLES:
            if environ.get(variable, "") != "":
                values[name] = convert(environ[variable])
        return cls(**values)  # type: ignore[arg-type]


def _truth(text: str) -> bool:
    return text.strip().lower() in ("1", "true", "yes", "on")


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _days(text: str) -> dict[str, int]:
    """Read "letters=90, sessions=14"."""
    pairs = (part.partition("=") for part in text.split(",") if part.strip())
    return {name.strip(): int(days) for name, _, days in pairs}


_VARIABLES = (
    ("database_url", "DATABASE_URL", str),
    ("secret_key", "SECRET_KEY", str),
    ("production", "HACKATHON_PRODUCTION", _truth),
    ("instance_path", "HACKATHON_INSTANCE", Path),
    ("server_name", "HACKATHON_SERVER_NAME", str),
    ("scheme", "HACKATHON_SCHEME", str),
    ("trusted_proxies", "HACKATHON_TRUSTED_PROXIES", int),
    ("mail_server", "MAIL_SERVER", str),
    ("mail_port", "MAIL_PORT", int),
    ("mail_username", "MAIL_USERNAME", str),
    ("mail_password", "MAIL_PASSWORD", str),
    ("mail_use_tls", "MAIL_USE_TLS", _truth),
    ("mail_sender", "MAIL_SENDER", str),
    ("upload_limit", "HACKATHON_UPLOAD_LIMIT", int),
    ("files_per_project", "HACKATHON_FILES_PER_PROJECT", int),
    ("rate_limits", "HACKATHON_RATE_LIMITS", _truth),
    ("second_factor", "HACKATHON_SECOND_FACTOR", _truth),
    ("old_secret_keys", "OLD_SECRET_KEYS", _words),
    ("keep_days", "HACKATHON_KEEP_DAYS", _days),
)
