"""Name a browser and its system in words that its owner recognises."""

from __future__ import annotations

from flask_babel import gettext as _

# The order matters: browsers name their relatives too.
BROWSERS = (
    ("YaBrowser", "Yandex Browser"), ("SamsungBrowser", "Samsung Internet"), ("OPR/", "Opera"), ("Edg", "Edge"),
    ("Firefox", "Firefox"), ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip
SYSTEMS = (
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "macOS"),
    ("CrOS", "ChromeOS"), ("Linux", "Linux"),
)  # fmt: skip


def device_name(user_agent: str) -> str:
    """Return "Firefox, Windows"; what is not recognised is an unknown browser."""
    return known_name(user_agent) or _("Unknown browser")


def known_name(user_agent: str) -> str:
    """Return the words that are the same in every language, or nothing."""
    browser = next((name for mark, name in BROWSERS if mark in user_agent), "")
    system = next((name for mark, name in SYSTEMS if mark in user_agent), "")
    return ", ".join(part for part in (browser, system) if part)
