"""Who sits on the jury: invite, revoke, accept, remove."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update

from hackathon import audit, outbox
from hackathon.accounts import tokens
from hackathon.accounts.models import User
from hackathon.db import db, locked, transactional
from hackathon.editions import offices, scope
from hackathon.editions.models import Edition, Role, RoleInvitation
from hackathon.errors import (
    InvitationForAnotherAddress,
    InviteInvalid,
    NotFound,
    ParticipantCannotJudge,
    ReasonNeeded,
    StepNotAllowed,
)
from hackathon.judging import abilities, removals
from hackathon.judging import queries_docket as docket
from hackathon.judging import queries_invitations as queries
from hackathon.judging.abilities import Abilities
from hackathon.judging.removals import Removal
from hackathon.outbox.letters import Recipient
from hackathon.rules.permissions import Actor, Permission, permit
from hackathon.text import email_key

LASTS = timedelta(days=14)


@dataclass(frozen=True)
class Invited:
    """Whom letters were written to, and who is a judge already."""

    sent: tuple[str, ...]
    already: tuple[str, ...]


@transactional
def invite_judges(
    actor: Actor, edition: Edition, addresses: Sequence[str], language: str, *, now: datetime
) -> Invited:
    """Send each address a link that makes its owner a judge. A second invitation voids the first one's link."""
    permit(actor, Permission.JUDGE_INVITE, edition)
    wanted = {email_key(address): address for address in addresses}
    already = queries.judges_among(list(wanted))
    for key, address in wanted.items():
        if key not in already:
            _invite(actor, edition, Recipient(address, language), now)
    sent = tuple(address for key, address in wanted.items() if key not in already)
    return Invited(sent, tuple(address for key, address in wanted.items() if key in already))


def _invite(actor: Actor, edition: Edition, recipient: Recipient, now: datetime) -> None:
    key, token = email_key(recipient.email), tokens.new_token()
    _revoke(RoleInvitation.email_key == key, now)
    invitation = RoleInvitation(
        edition_id=edition.id,
        email=recipient.email,
        email_key=key,
        role=Role.JUDGE,
        token_hash=tokens.digest(token),
        invited_by_id=actor.user_id,
        created_at=now,
        expires_at=now + LASTS,
    )
    db.session.add(invitation)
    db.session.flush()
    url = outbox.public_url("judging.accept_invitation", token=token, edition=edition.key)
    values = {"of": edition, "url": url, "expires_at": invitation.expires_at}
    key = f"judge-invitation:{invitation.id}"
    outbox.queue("judge_invitation", recipient, key=key, now=now, edition_id=edition.id, **values)
    audit.record(
        actor, audit.Verb.JUDGE_INVITED, invitation, now=now, personal={"email": recipient.email}
    )


def _revoke(which, now: datetime) -> int:
    open_ones = update(RoleInvitation).where(
        which,
        RoleInvitation.role == Role.JUDGE,
        RoleInvitation.accepted_at.is_(None),
        RoleInvitation.revoked_at.is_(None),
    )
    return db.session.execute(open_ones.values(revoked_at=now)).rowcount


@transactional
def revoke_invitation(actor: Actor, edition: Edition, invitation_id: int, *, now: datetime) -> None:
    """Make the link of an invitation useless."""
    permit(actor, Permission.JUDGE_INVITE, edition)
    found = db.session.scalar(select(RoleInvitation).where(RoleInvitation.id == invitation_id))
    if found is None or found.role != Role.JUDGE:
        raise NotFound()
    if not _revoke(RoleInvitation.id == invitation_id, now):
        raise StepNotAllowed()
    audit.record(actor, audit.Verb.JUDGE_INVITATION_REVOKED, found, now=now)


@transactional
def accept_invitation(
    actor: Actor, user: User | None, token: str, said: Abilities | None = None, *, now: datetime
) -> None:
    """Become a judge by a link that was sent to one's own address; accepting again changes nothing."""
    permit(actor, Permission.JUDGE_ACCEPT)
    invitation = locked(RoleInvitation, token_hash=tokens.digest(token))
    if invitation is None or queries.usable_invitation(token, now=now) is not invitation:
        raise InviteInvalid()
    if user is None or invitation.email_key != user.email_key:
        raise InvitationForAnotherAddress()
    if invitation.accepted_at is not None:
        if not docket.is_judge(user.id):
            raise InviteInvalid()
        audit.record(actor, audit.Verb.JUDGE_ACCEPTED, invitation, now=now, details={"again": True})
        return
    offices.give(invitation.edition_id, user.id, Role.JUDGE, now, taking_part=ParticipantCannotJudge())
    invitation.accepted_at = now
    audit.record(actor, audit.Verb.JUDGE_ACCEPTED, invitation, now=now, details={"user_id": user.id})
    if said is not None:
        details = abilities.store(db.session.get(Edition, invitation.edition_id), user.id, said, by_judge=True)
        personal = {"faculty": said.faculty}
        audit.record(actor, audit.Verb.JUDGE_PROFILE_EDITED, invitation, now=now, details=details, personal=personal)


@transactional
def remove_judge(actor: Actor, edition: Edition, judge_id: int, removal: Removal, *, now: datetime) -> int:
    """Take a judge off the jury and deal unfinished projects again; return how many could be dealt.

    Finished scorecards keep counting unless they are set aside too.
    """
    permit(actor, Permission.JUDGE_INVITE, edition)
    if not removal.reason:
        raise ReasonNeeded(field="reason")
    offices.take_turn(edition)
    had_role = offices.take(judge_id, Role.JUDGE)
    # Earlier rounds are over: whoever leaves gives back what is open in the present one.
    with scope.of(edition.id):
        taken = removals.take_back(edition, judge_id, removal, now=now)
    if not had_role and not taken.projects:
        raise NotFound()
    details, personal = taken.details(judge_id, removal), {"reason": removal.reason}
    audit.record(actor, audit.Verb.JUDGE_REMOVED, edition, now=now, details=details, personal=personal)
    return taken.redealt
