"""Say in words for which languages and tracks there are too few judges."""

from __future__ import annotations

from typing import Any

from flask_babel import ngettext

from hackathon.config import LANGUAGES
from hackathon.rules.conflicts import Shortage
from hackathon.web.wording import plain


def worded(preview: Any) -> list[str]:
    """Return a sentence for each language, track or both for which there are fewer judges than wanted."""
    return [_sentence(each, preview.tracks) for each in preview.shortages]


def _sentence(short: Shortage, tracks: dict[int, Any]) -> str:
    words = {
        "language": LANGUAGES.get(short.language or "", short.language or ""),
        "track": plain(tracks.get(short.track or 0)),
        "judges": short.judges,
    }
    say = _nobody if short.judges == 0 else _few
    return say(short, words)


def _nobody(short: Shortage, words: dict[str, Any]) -> str:
    if short.track is None:
        return ngettext("%(num)s project: no judge reads %(language)s.",
                        "%(num)s projects: no judge reads %(language)s.", short.projects, **words)
    if short.language is None:
        return ngettext("%(num)s project: no judge judges the track “%(track)s”.",
                        "%(num)s projects: no judge judges the track “%(track)s”.", short.projects, **words)
    return ngettext("%(num)s project: no judge reads %(language)s and judges the track “%(track)s”.",
                    "%(num)s projects: no judge reads %(language)s and judges the track “%(track)s”.",
                    short.projects, **words)


def _few(short: Shortage, words: dict[str, Any]) -> str:
    if short.track is None:
        return ngettext("%(num)s project: too few judges read %(language)s (%(judges)s).",
                        "%(num)s projects: too few judges read %(language)s (%(judges)s).", short.projects, **words)
    if short.language is None:
        return ngettext("%(num)s project: too few judges judge the track “%(track)s” (%(judges)s).",
                        "%(num)s projects: too few judges judge the track “%(track)s” (%(judges)s).",
                        short.projects, **words)
    return ngettext(
        "%(num)s project: too few judges read %(language)s and judge the track “%(track)s” (%(judges)s).",
        "%(num)s projects: too few judges read %(language)s and judge the track “%(track)s” (%(judges)s).",
        short.projects, **words)
