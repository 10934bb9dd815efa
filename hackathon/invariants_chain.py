"""What must hold of the chain of marks: nothing was changed or left out, and cards are as their last entries say."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator

from sqlalchemy import select

from hackathon.db import db
from hackathon.editions import scope
from hackathon.judging import queries_chain as queries
from hackathon.judging.models import MarkChain, MarkEntry, Scorecard
from hackathon.results import recount
from hackathon.results.container import Difference
from hackathon.results.models import PublishedBundle, PublishedResults
from hackathon.rules import chain as rules

Faults = Iterator[tuple[int, str]]


def chains() -> Faults:
    """Every entry continues the one before it, says what its seal holds, and the head is the last one."""
    for chain in db.session.scalars(select(MarkChain).order_by(MarkChain.id)):
        entries = list(db.session.scalars(select(MarkEntry).filter_by(chain_id=chain.id).order_by(MarkEntry.number)))
        fault = rules.first_fault(entries)
        if fault:
            yield chain.edition_id, f"entry {fault[0]} of the chain of marks {fault[1]}"
        for entry in entries:
            if rules.seal(entry.salt, entry.content) != entry.seal:
                yield chain.edition_id, f"entry {entry.number} of the chain of marks is not what its seal says"
        last = (len(entries), entries[-1].digest if entries else rules.START)
        if not fault and (chain.length, chain.head) != last:
            yield chain.edition_id, f"the chain of marks says {chain.length} entries and has {last[0]}"


def cards() -> Faults:
    """A card's marks and status are those of its last entry, which names its project and judge."""
    rounds = select(Scorecard.edition_id, Scorecard.round_number).distinct()
    for edition_id, number in db.session.execute(rounds.order_by(Scorecard.edition_id, Scorecard.round_number)).all():
        with scope.of(edition_id, number):
            yield from [(edition_id, words) for words in _cards_of_round(edition_id)]


def _cards_of_round(edition_id: int) -> Iterator[str]:
    chain, said = queries.chain(), queries.last_contents(edition_id)
    for card_id, project_id, judge_id, state in queries.present_states(edition_id):
        where, found = f"scorecard {card_id} of project {project_id}", said.get(card_id)
        if chain is None or found is None:
            yield f"{where} is not in the chain of marks"
            continue
        token = rules.judge_token(chain.secret, judge_id)
        if queries.state_of(found) != state or _who(found) != (project_id, token):
            yield f"{where} is not as its last entry in the chain of marks says"


def _who(content: str) -> tuple[int, str]:
    said = json.loads(content)
    return said["project"], said["judge"]


def seals() -> Faults:
    """What a publication sealed is still there, and its bundle is the one that was published."""
    query = select(PublishedResults).where(PublishedResults.chain_head.is_not(None)).order_by(PublishedResults.id)
    for results in db.session.scalars(query):
        sealed = select(MarkEntry.digest).join(MarkEntry.chain).where(MarkEntry.number == results.chain_length)
        of_round = (MarkChain.edition_id == results.edition_id, MarkChain.round_number == results.round_number)
        end = db.session.scalar(sealed.where(*of_round)) or rules.START
        if end != results.chain_head:
            words = f"publication {results.revision} seals another chain of marks than there is"
            yield results.edition_id, words
        content = db.session.scalar(select(PublishedBundle.content).filter_by(results_id=results.id)) or b""
        if fault := _of_bundle(results, content):
            yield results.edition_id, f"the recount bundle of publication {results.revision} {fault}"


def _of_bundle(results: PublishedResults, content: bytes) -> str:
    if hashlib.sha256(content).hexdigest() != results.bundle_sha256:
        return "is not what its SHA-256 says"
    try:
        checked = recount.verify(content, recounts=False)
    except Difference as found:
        return f"is not right: {found}"
    return "" if checked.publication == results.digest else "is one of other results"


CHECKS = (chains, cards, seals)
