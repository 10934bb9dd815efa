"""Where to go on after signing in: only a path of this site."""

from __future__ import annotations

from urllib.parse import urlsplit

LONGEST = 500


def same_site_path(wanted: str | None) -> str | None:
    """Return the path if it stays on this site; browsers read `//evil`, `/\\evil` and `https:evil` as other sites."""
    if not wanted or len(wanted) > LONGEST or not wanted.startswith("/") or wanted.startswith("//"):
        return None
    if "\\" in wanted or any(character <= " " or character == "\x7f" for character in wanted):
        return None
    try:
        parts = urlsplit(wanted)
    except ValueError:
        return None
    return None if parts.scheme or parts.netloc else wanted
