"""Moments, durations and texts of the organizers as a reader sees them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date, get_timezone_location
from flask import Flask, g
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _
from markupsafe import Markup, escape

from hackathon import clock
from hackathon.config import LANGUAGES
from hackathon.db import Localized
from hackathon.web.locale import current_language

DEFAULT_ZONE = "Asia/Almaty"


def zone_name() -> str:
    """Return the zone of the edition on the page, or of the coordinator."""
    edition = g.get("edition")
    return edition.time_zone if edition is not None else DEFAULT_ZONE


@lru_cache(maxsize=256)
def _city(zone: str, locale: str) -> str:
    return get_timezone_location(zone, locale=locale, return_city=True)


def offset_text(moment: datetime, zone: str) -> str:
    """Return "UTC+5" or "UTC+5:30" for the zone at that moment."""
    minutes = int(moment.astimezone(ZoneInfo(zone)).utcoffset().total_seconds()) // 60
    sign = "+" if minutes >= 0 else "−"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{sign}{hours}" + (f":{rest:02d}" if rest else "")


def moment_text(moment: datetime, zone: str | None = None) -> str:
    """Return "23:59, 12 March 2027, Almaty, UTC+5"."""
    zone = zone or zone_name()
    local = moment.astimezone(ZoneInfo(zone))
    pattern = "d\u00a0MMMM\u00a0y\u00a0'г'." if current_language() == "ru" else "d\u00a0MMMM\u00a0y"
    return ", ".join(
        (
            local.strftime("%H:%M"),
            format_date(local, pattern, locale=get_locale()),
            _city(zone, str(get_locale())),
            offset_text(moment, zone),
        )
    )


def local_time(moment: datetime | None, zone: str | None = None) -> Markup:
    """Return the moment in the edition's zone, marked up for machines."""
    if moment is None:
        return Markup("")
    stamp = moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return Markup(f'<time datetime="{stamp}" data-local>{escape(moment_text(moment, zone))}</time>')


def short_time(moment: datetime, zone: str | None = None) -> Markup:
    """Return "23 Nov, 06:53" for dense tables whose page says the zone elsewhere, marked up for machines."""
    local = moment.astimezone(ZoneInfo(zone or zone_name()))
    stamp = moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    day = format_date(local, "d MMM", locale=get_locale())
    return Markup(f'<time datetime="{stamp}" class="nowrap">{escape(day)}, {local:%H:%M}</time>')


def clock_time(moment: datetime, zone: str | None = None) -> str:
    """Return "14:02" in the edition's zone."""
    return moment.astimezone(ZoneInfo(zone or zone_name())).strftime("%H:%M")


def duration_text(duration: timedelta) -> str:
    """Return the two largest units: "2 days 4 h", "4 h 10 min", "9 min"."""
    minutes = max(0, int(duration.total_seconds()) // 60)
    days, hours, rest = minutes // 1440, minutes // 60 % 24, minutes % 60
    if days:
        count = ngettext("%(num)s day", "%(num)s days", days)
        return _("%(days)s %(hours)s h", days=count, hours=hours) if hours else count
    if hours:
        return _("%(hours)s h %(minutes)s min", hours=hours, minutes=rest)
    return _("%(minutes)s min", minutes=rest) if rest else _("less than a minute")


def duration_until(moment: datetime) -> str:
    """Return how long it is from now until a moment."""
    return duration_text(moment - clock.now())


def plain(text: Mapping[str, str] | None) -> str:
    """Return a text of the organizers in the reader's language or the best other one, without marks."""
    return Localized(text or {}).best(current_language(), _main_language())[1]


def localized(text: Mapping[str, str] | None, *, mark: bool = True) -> Markup:
    """Return a text of the organizers; one in another language than asked says so in markup and in words."""
    language, found = Localized(text or {}).best(current_language(), _main_language())
    if language in ("", current_language()):
        return escape(found)
    note = Markup(' <span class="fallback-mark">({})</span>').format(LANGUAGES.get(language, language)) if mark else ""
    return Markup('<span lang="{}">{}</span>{}').format(language, found, note)


def _main_language() -> str:
    edition = g.get("edition")
    return edition.main_language if edition is not None else "ru"


def size_text(size: int) -> str:
    """Return a file size: "340 KB", "4.2 MB"."""
    if size < 1_000_000:
        return _("%(number)s KB", number=max(1, round(size / 1000)))
    return _("%(number)s MB", number=f"{size / 1_000_000:.1f}")


def megabytes(limit: int) -> str:
    """Return a limit in whole megabytes, as it is set: "20 MB"."""
    return _("%(number)s MB", number=limit // (1024 * 1024))


def init_app(app: Flask) -> None:
    """Give the templates these words; letters, which know no page, say a moment as `{{ moment|moment_text(zone) }}`."""
    app.template_filter("moment_text")(moment_text)
    app.context_processor(
        lambda: {
            "local_time": local_time,
            "moment_text": moment_text,
            "clock_time": clock_time,
            "short_time": short_time,
            "duration_until": duration_until,
            "localized": localized,
            "plain": plain,
            "size_text": size_text,
        }
    )
