"""Publishing takes two people: an organizer proposes, the chair of the jury confirms exactly what was proposed."""

from __future__ import annotations

from hackathon.errors import (
    ChairCannotPropose,
    ChairIsYourself,
    ChairMissing,
    CorrectionReasonNeeded,
    NotAllowed,
    NotFound,
    ProposalOutdated,
    ProposalReplaced,
    ProposerCannotConfirm,
)


def require_appointable(person: int, *, by: int | None, is_judge: bool) -> None:
    """Refuse a chair who does not judge, and to make oneself the chair."""
    if not is_judge:
        raise NotFound()
    if person == by:
        raise ChairIsYourself()


def require_proposer(person: int | None, chair: int | None) -> None:
    """Refuse to propose what nobody could confirm, and the chair, whoever else that is."""
    if person is None:
        raise NotAllowed()
    if chair is None:
        raise ChairMissing()
    if person == chair:
        raise ChairCannotPropose()


def require_confirmer(person: int | None, chair: int | None, proposer: int) -> None:
    """Refuse whoever is not the chair at this moment, and the person who proposed."""
    if person is None or person != chair:
        raise NotAllowed()
    if person == proposer:
        raise ProposerCannotConfirm()


def require_looked_at(seen: str | None, proposed: str) -> None:
    """Refuse an answer to another proposal than the one that was looked at."""
    if seen != proposed:
        raise ProposalReplaced()


def require_unchanged(proposed: str, now: str) -> None:
    """Refuse to publish other standings than those proposed: a change in between voids the proposal."""
    if proposed != now:
        raise ProposalOutdated()


def require_correction(revision: int, correction: str) -> None:
    """Ask for a public reason where something was published before; `revision` is the last one, 0 is none."""
    if revision and not correction.strip():
        raise CorrectionReasonNeeded(field="correction")
