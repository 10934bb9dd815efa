"""Check a recount bundle without a database: yes, or the first difference."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hackathon.results import bundle_files as layout
from hackathon.results import container, recount_carried, recount_chain, recount_nominations, recount_standings
from hackathon.results.container import Difference
from hackathon.rules import chain

# What reading a hostile file may raise: all of it means that the file is not laid out as it must be.
UNREADABLE = (KeyError, TypeError, ValueError, AttributeError, IndexError, ArithmeticError, RecursionError)


@dataclass(frozen=True)
class Checked:
    """What was found right; `round` is None where the edition has only one."""

    edition: str
    round: int | None
    publication: str
    bundle: str
    standings: int
    marks: int
    entries: int


def verify(
    data: bytes, *, recounts: bool = True, elsewhere: bool = False, earlier: bytes | None = None
) -> Checked:
    """Check everything; raise Difference with the first thing that is not right.

    `elsewhere`: intervals may differ by one place and probabilities by 0.05, as on another kind of processor.
    `earlier`: the bundle of the round before, whose scores are compared with those that were carried along.
    """
    files, damaged = container.read(data, layout.NAMES, layout.FURTHER)
    if damaged:
        raise _located(files, damaged[0], "it does not fit its checksum (CRC-32) in the zip")
    for name, what in _not_as_the_manifest_says(files):
        raise _located(files, name, what)
    publication, entries, revealed = _checked(files)
    if recounts:
        _run(layout.PUBLICATION, recount_standings.compare, publication, revealed, elsewhere)
        _run(layout.PUBLICATION, recount_nominations.compare, publication, revealed, elsewhere)
    if earlier is not None:
        _compare_earlier(publication, earlier, elsewhere)
    digests = (hashlib.sha256(each).hexdigest() for each in (files[layout.PUBLICATION], data))
    counts = (len(publication["standings"]), sum(len(each["content"]["marks"]) for each in revealed), entries)
    return Checked(str(publication["edition"]), _round_of(publication), *digests, *counts)


def _compare_earlier(publication: Mapping[str, Any], earlier: bytes, elsewhere: bool) -> None:
    try:
        found = verify(earlier, elsewhere=elsewhere)
    except Difference as difference:
        where = f"the earlier bundle, {difference.file}"
        raise Difference(where, difference.entry, difference.what) from difference
    text = container.read(earlier, layout.NAMES, layout.FURTHER)[0][layout.PUBLICATION]
    _run(layout.PUBLICATION, recount_carried.compare, publication, json.loads(text), found.publication)


def _round_of(publication: Mapping[str, Any]) -> int | None:
    number = publication["rubric"].get("round")
    return number if type(number) is int else None


def _run(name: str, check: Any, *given: Any) -> Any:
    try:
        return check(*given)
    except UNREADABLE as error:
        raise Difference(name, None, f"it is not laid out as a bundle's must be ({type(error).__name__})") from error


def _located(files: Mapping[str, bytes], name: str, what: str) -> Difference:
    """Say as closely as possible where a file that is not the original differs."""
    try:
        _checked(files)
    except Difference as found:
        if found.file == name:
            return Difference(name, found.entry, f"{what}; {found.what}")
        where = f"{found.file}, {found.entry}," if found.entry else found.file
        return Difference(name, None, f"{what}; {where} says otherwise")
    return Difference(name, None, what)


def _not_as_the_manifest_says(files: Mapping[str, bytes]) -> Iterable[tuple[str, str]]:
    manifest = _run(layout.MANIFEST, parsed, layout.MANIFEST, files[layout.MANIFEST], "\n")
    if not isinstance(manifest, dict) or manifest.get("format") != layout.FORMAT:
        raise Difference(layout.MANIFEST, "format", f"this program reads format {layout.FORMAT}")
    told = manifest.get("files") if isinstance(manifest.get("files"), dict) else {}
    for name in sorted(set(files) - {layout.MANIFEST}):
        found = {"bytes": len(files[name]), "sha256": hashlib.sha256(files[name]).hexdigest()}
        if told.get(name) != found:
            yield name, f"its SHA-256 is {found['sha256']}, which is not what manifest.json says"


def _checked(files: Mapping[str, bytes]) -> tuple[dict[str, Any], int, Sequence[Mapping]]:
    """Check every file against those that it rests on."""
    publication = _run(layout.PUBLICATION, parsed, layout.PUBLICATION, files[layout.PUBLICATION], "")
    same_lines(files, layout.RUBRIC, _run(layout.PUBLICATION, layout.rubric, publication))
    same_lines(files, layout.STANDINGS, _run(layout.PUBLICATION, layout.standings, publication))
    _run(layout.PUBLICATION, recount_standings.check_layout, publication)
    _run(layout.PUBLICATION, recount_carried.check_layout, publication)
    _same_tables(files, _run(layout.PUBLICATION, layout.further, publication))
    _run(layout.PUBLICATION, recount_nominations.check_layout, publication)
    seals = _run(layout.CHAIN, recount_chain.seals, files[layout.CHAIN], publication["chain"])
    revealed = _run(layout.REVEALED, recount_chain.revealed, files[layout.REVEALED], seals, publication)
    same_lines(files, layout.JUDGES, layout.judges(revealed))
    same_lines(files, layout.MARKS, layout.marks(publication, revealed))
    same_lines(files, layout.MANIFEST, layout.manifest(publication, files))
    return publication, len(seals), revealed


def _same_tables(files: Mapping[str, bytes], expected: Mapping[str, str]) -> None:
    """Check the tables that only some bundles have."""
    for name in layout.FURTHER:
        if (name in files) != (name in expected):
            raise Difference(name, None, "it is missing" if name in expected else "publication.json tells of none")
        if name in expected:
            same_lines(files, name, expected[name])


def same_lines(files: Mapping[str, bytes], name: str, expected: str) -> None:
    """Refuse a file that is not what the others make of it, naming the line."""
    have, want = files[name].split(b"\n"), expected.encode().split(b"\n")
    for number in range(max(len(have), len(want))):
        if have[number : number + 1] != want[number : number + 1]:
            wanted = want[number].decode()[:120] if number < len(want) else "nothing more"
            raise Difference(name, f"line {number + 1}", f"by the other files it would be “{wanted}”")


def parsed(name: str, content: bytes, ending: str) -> Any:
    """Read canonical JSON; refuse every other way of writing it."""
    try:
        text = content.decode()
        value = json.loads(text)
    except UnicodeDecodeError as error:
        raise Difference(name, f"byte {error.start}", "it is not UTF-8") from error
    except json.JSONDecodeError as error:
        raise Difference(name, f"character {error.pos}", "it is not JSON") from error
    written = chain.canonical(value) + ending
    if written != text:
        place = next((at for at, (one, two) in enumerate(zip(written, text, strict=False)) if one != two), len(text))
        raise Difference(name, f"character {place}", "it is not written as canonical JSON")
    return value
