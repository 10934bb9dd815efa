"""The five countries of the series, and the time zones that their editions can have."""

from __future__ import annotations

from datetime import datetime

from babel.dates import get_timezone_location
from flask_babel import get_locale
from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice

from hackathon.web.choices import select_choices
from hackathon.web.wording import offset_text

COUNTRIES = {
    "KZ": _l("Kazakhstan"),
    "KG": _l("Kyrgyzstan"),
    "TJ": _l("Tajikistan"),
    "TM": _l("Turkmenistan"),
    "UZ": _l("Uzbekistan"),
}
ZONES = (
    "Asia/Almaty",
    "Asia/Aqtau",
    "Asia/Aqtobe",
    "Asia/Atyrau",
    "Asia/Oral",
    "Asia/Qostanay",
    "Asia/Qyzylorda",
    "Asia/Bishkek",
    "Asia/Dushanbe",
    "Asia/Ashgabat",
    "Asia/Samarkand",
    "Asia/Tashkent",
)


def country_name(code: str) -> str:
    """Return a country's name in the reader's language."""
    return str(COUNTRIES.get(code) or get_locale().territories.get(code, code))


def country_choices() -> list[SelectChoice]:
    """Return the countries for a select field."""
    return select_choices((code, str(name)) for code, name in COUNTRIES.items())


def zone_choices(now: datetime, *more: str) -> list[SelectChoice]:
    """Return the zones for a select field, each with its city and present offset."""
    zones = [*ZONES, *(zone for zone in more if zone and zone not in ZONES)]
    cities = [get_timezone_location(zone, locale=get_locale(), return_city=True) for zone in zones]
    labels = [f"{city}, {offset_text(now, zone)}" for zone, city in zip(zones, cities, strict=True)]
    return select_choices(zip(zones, labels, strict=True))
