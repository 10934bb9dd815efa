"""Column types: moments in UTC, and texts in several languages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, DateTime
from sqlalchemy.types import TypeDecorator


class UtcDateTime(TypeDecorator[datetime]):
    """Store aware moments as UTC; SQLite would hand back naive values, and a deadline would be hours off."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Localized(dict[str, str]):
    """One text in several languages, by language code."""

    def best(self, *languages: str) -> tuple[str, str]:
        """Return (language, text) of the first language that has a text; ("", "") if none has."""
        for language in (*languages, "ru", "en", *self):
            if self.get(language):
                return language, self[language]
        return "", ""

    def __bool__(self) -> bool:
        return any(self.values())


class LocalizedText(TypeDecorator[Localized]):
    """A column of texts by language. Assign a new value to change it; edits in place are not seen."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: Mapping[str, str] | None, dialect: Any) -> dict[str, str]:
        return {language: text for language, text in (value or {}).items() if text}

    def process_result_value(self, value: Mapping[str, str] | None, dialect: Any) -> Localized:
        return Localized(value or {})
