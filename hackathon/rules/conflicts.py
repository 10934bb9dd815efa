"""Say what stands between a judge and a project: ties of interest, and what the judge does not read or judge."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

Home = tuple[int | None, str]  # a university of the register, and a folded faculty, "" if not known


class Conflict(StrEnum):
    MEMBER = "member"
    MENTOR = "mentor"
    DECLARED = "declared"
    SAME_FACULTY = "same_faculty"
    LANGUAGE = "language"
    TRACK = "track"
    SAME_UNIVERSITY = "same_university"

    @property
    def is_hard(self) -> bool:
        """Tell whether it forbids the review."""
        return self in (Conflict.MEMBER, Conflict.MENTOR, Conflict.DECLARED, Conflict.SAME_FACULTY)

    @property
    def is_misfit(self) -> bool:
        """Tell whether no deal gives the project to the judge; an organizer may, by hand."""
        return self in (Conflict.LANGUAGE, Conflict.TRACK)


@dataclass(frozen=True)
class Reader:
    """Hold what is known of a judge. No language or no track named means all of them."""

    judge: int
    home: Home = (None, "")
    languages: Collection[str] = frozenset()
    tracks: Collection[int] = frozenset()

    def reads(self, language: str) -> bool:
        return not self.languages or language in self.languages

    def judges(self, track: int | None) -> bool:
        """Tell whether the track is the judge's; a project that belongs to none is everybody's."""
        return not self.tracks or track is None or track in self.tracks


@dataclass(frozen=True)
class Entry:
    """Hold what is known of a project and its team; `declared` are the judges who stepped back from it."""

    members: Collection[int] = ()
    mentors: Collection[int] = ()
    homes: Collection[Home] = ()
    declared: Collection[int] = ()
    language: str = ""
    track: int | None = None


def conflict_reason(reader: Reader, entry: Entry) -> Conflict | None:
    """Name the gravest thing that stands between a judge and a project."""
    university, faculty = reader.home
    ties = (
        (Conflict.MEMBER, reader.judge in entry.members),
        (Conflict.MENTOR, reader.judge in entry.mentors),
        (Conflict.DECLARED, reader.judge in entry.declared),
        (Conflict.SAME_FACULTY, university is not None and faculty != "" and reader.home in entry.homes),
        (Conflict.LANGUAGE, not reader.reads(entry.language)),
        (Conflict.TRACK, not reader.judges(entry.track)),
        (Conflict.SAME_UNIVERSITY, university is not None and any(university == home for home, _ in entry.homes)),
    )
    return next((conflict for conflict, tied in ties if tied), None)


@dataclass(frozen=True)
class Shortage:
    """Say for how many projects judges are too few: of a language, a track, or both; None where it is not the reason.

    `judges` counts those who read the language and judge the track, whoever they are tied to.
    """

    language: str | None
    track: int | None
    judges: int
    projects: int


def shortages(readers: Collection[Reader], entries: Collection[Entry], wanted: int) -> list[Shortage]:
    """Name the languages and tracks of these projects for which there are fewer judges than wanted."""
    found: dict[tuple[str | None, int | None, int], int] = {}
    for entry in entries:
        reason = _reason(readers, entry, wanted)
        if reason is not None:
            found[reason] = found.get(reason, 0) + 1
    rows = (Shortage(language, track, judges, projects) for (language, track, judges), projects in found.items())
    return sorted(rows, key=lambda row: (row.judges, -row.projects, row.language or "", row.track or 0))


def _reason(readers: Collection[Reader], entry: Entry, wanted: int) -> tuple[str | None, int | None, int] | None:
    reading = sum(reader.reads(entry.language) for reader in readers)
    judging = sum(reader.judges(entry.track) for reader in readers)
    both = sum(reader.reads(entry.language) and reader.judges(entry.track) for reader in readers)
    if both >= wanted or both == len(readers):
        return None
    neither = reading == judging == both
    language = entry.language if judging > both or neither else None
    return language, entry.track if reading > both or neither else None, both
