"""All settings in one frozen value, read from the environment (prefix WEGWIJZER_). No secrets have defaults."""

import os
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from tempfile import gettempdir
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
NOW_FORMS = "give a date (2026-11-21) or a date-time with offset (2026-11-21T12:00+01:00)"


class Settings(BaseSettings):
    """How this process runs.

    now: fixes the clock for demos, samples and tests: a date (noon in Amsterdam) or a date-time with offset; None =
    real time.
    public_url: base of every link we make; the Host header is not trusted. Empty = http://localhost and the port.
    cache_dir: where the search snapshot is built; rebuildable, never the truth. None = beside the SQLite file, else
    temporary, for each user of the machine apart.
    due/unconfirmed/stale_days: the freshness clock (DESIGN 3).
    smtp_*: the mail server of reminders and login links; none = no mail. smtp_timeout_s: longest wait for each answer.
    reminder_webhook_url: where reminders of organisations without an address go, signed with the secret.
    max_upload_bytes: of a file that is imported, sent or fetched. fetch_timeout_s: for one fetch of a feed, all in all.
    fetch_private: also fetch from addresses that are not on the public internet (a feed in one's own network).
    build: part of entity tags; change it with the software.
    """

    model_config = SettingsConfigDict(env_prefix="WEGWIJZER_", frozen=True, extra="ignore")

    database_url: str = "sqlite:///wegwijzer.db"
    now: datetime | None = None
    public_url: str = Field("", pattern=r"^(https?://[^\s/?#]+[^\s?#]*)?$")
    cache_dir: Path | None = None
    host: str = "127.0.0.1"
    port: int = Field(8000, ge=0, le=65535)
    workers: int = Field(1, ge=1, le=64)
    due_days: int = Field(90, ge=1)
    unconfirmed_days: int = Field(120, ge=1)
    stale_days: int = Field(180, ge=1)
    follow_interval_ms: int = Field(50, ge=5, le=10_000)
    response_cache_bytes: int = Field(32 * 1024 * 1024, ge=0)
    max_body_bytes: int = Field(1024 * 1024, ge=1024)
    body_patience_s: float = Field(20.0, gt=0, le=600)
    writes_per_minute: int = Field(6000, ge=0)
    forms_per_hour: int = Field(30, ge=0)
    requires_if_match: bool = False
    max_upload_bytes: int = Field(20 * 1024 * 1024, ge=1024)
    fetch_timeout_s: float = Field(60.0, gt=0, le=600)
    fetch_private: bool = False
    geocoder: str = Field("gazetteer", pattern="^(gazetteer|pdok|nominatim)$")
    geocoder_url: str | None = None
    geocoder_timeout_s: float = Field(2.0, gt=0, le=30)
    log_level: str = Field("INFO", pattern="^(DEBUG|INFO|WARNING|ERROR)$")
    contact_email: str = "wegwijzer@example.org"
    mail_from: str = "Wegwijzer <wegwijzer@example.org>"
    smtp_host: str | None = None
    smtp_port: int = Field(587, ge=1, le=65535)
    smtp_security: str = Field("starttls", pattern="^(starttls|tls|none)$")
    smtp_user: str | None = None
    smtp_password: SecretStr | None = None
    smtp_timeout_s: float = Field(10.0, gt=0, le=60)
    reminder_webhook_url: str | None = None
    reminder_webhook_secret: SecretStr | None = None
    build: str = "0.1.0"

    @field_validator("now", mode="before")
    @classmethod
    def _read_now(cls, value: object) -> object:
        """A bare date means noon in Amsterdam; a date-time must carry its offset, so that nobody guesses a zone."""
        if value in (None, ""):
            return None
        if isinstance(value, str):
            try:
                moment = datetime.fromisoformat(value)
            except ValueError as error:
                raise ValueError(NOW_FORMS) from error
            if len(value) == len("2026-11-21"):
                return moment.replace(hour=12, tzinfo=AMSTERDAM)
            value = moment
        if isinstance(value, datetime) and value.tzinfo is None:
            raise ValueError(NOW_FORMS)
        return value

    @field_validator("unconfirmed_days", "stale_days")
    @classmethod
    def _come_later(cls, days: int, info: ValidationInfo) -> int:
        """Each state of freshness begins after the one before it."""
        before = "due_days" if info.field_name == "unconfirmed_days" else "unconfirmed_days"
        if days <= info.data.get(before, 0):
            raise ValueError(f"give more than WEGWIJZER_{before.upper()}, which is {info.data[before]}")
        return days

    @property
    def base_url(self) -> str:
        """What every link begins with, without a slash at its end."""
        return self.public_url.rstrip("/") or f"http://localhost:{self.port}"

    def snapshot_dir(self) -> Path:
        """Where the search snapshot lies: `cache_dir`, beside the SQLite file, or a temporary folder of this user."""
        if self.cache_dir is not None:
            return self.cache_dir
        name = blake2b(self.database_url.encode(), digest_size=6).hexdigest()
        scheme, _, path = self.database_url.partition(":///")
        is_file = scheme.startswith("sqlite") and path not in ("", ":memory:")
        if is_file:
            return Path(path).absolute().parent / ".wegwijzer" / name
        return Path(gettempdir()) / f"wegwijzer-{os.getuid()}" / name

    def clock(self) -> datetime:
        """The present moment in UTC, or the fixed one."""
        return (self.now or datetime.now(UTC)).astimezone(UTC)


@lru_cache(maxsize=1)
def get_settings() -> Settings:
    """The settings of this process, read once."""
    return Settings()
