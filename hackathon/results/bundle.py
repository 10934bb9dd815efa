"""Make the recount bundle of what is being published."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from hackathon.errors import MarksDoNotFitTheirHistory
from hackathon.judging import queries_chain as chains
from hackathon.judging.models import ScorecardStatus
from hackathon.results import bundle_files, container
from hackathon.results.snapshot import Snapshot
from hackathon.results.written import published_text
from hackathon.rules import chain as rules
from hackathon.rules.scoring import Card


def of_snapshot(snapshot: Snapshot) -> bytes:
    """Return the bundle of standings that are being published; the chain is held meanwhile."""
    entries = chains.entries(snapshot.chain_length)
    text = published_text(snapshot)
    publication = json.loads(text)
    revealed = counting(entries, {line["project_id"] for line in publication["standings"]})
    if rules.first_fault(entries) or _cards(revealed) != _keyed(snapshot.cards):
        raise MarksDoNotFitTheirHistory()
    return container.pack(bundle_files.all_files(text, publication, entries, revealed))


def counting(entries: Iterable[Any], projects: set[int]) -> list[dict[str, Any]]:
    """Return, in order, the last entry of each card that is finished and whose project takes part."""
    newest = {entry.scorecard_id: entry for entry in entries}
    found = ((entry, json.loads(entry.content)) for entry in newest.values())
    revealed = [
        {"number": entry.number, "salt": entry.salt, "content": said}
        for entry, said in found
        if said["status"] == ScorecardStatus.FINISHED and said["project"] in projects
    ]
    return sorted(revealed, key=lambda each: each["number"])


def digest(content: bytes) -> str:
    """Return the SHA-256 by which a reader knows the whole file."""
    return hashlib.sha256(content).hexdigest()


def _cards(revealed: Sequence[Mapping[str, Any]]) -> dict[tuple[int, str], dict[str, int]]:
    names = rules.judge_names([each["content"]["judge"] for each in revealed])
    said = [each["content"] for each in revealed]
    return {(each["project"], names[each["judge"]]): each["marks"] for each in said}


def _keyed(cards: Iterable[Card]) -> dict[tuple[int, str], dict[str, int]]:
    return {(card.project, card.judge): dict(card.marks) for card in cards}
