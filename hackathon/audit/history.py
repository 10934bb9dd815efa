"""Write what happened; nothing here reads."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import insert

from hackathon.audit.models import AuditEntry
from hackathon.db import connection, db
from hackathon.rules.permissions import Actor

_INSERT = insert(AuditEntry.__table__)


class Verb(StrEnum):
    ACCOUNT_CREATED = "account.created"
    ACCOUNT_CONFIRMED = "account.confirmed"
    ACCOUNT_EDITED = "account.edited"
    ACCOUNT_SIGNED_IN = "account.signed_in"
    ACCOUNT_PASSWORD_GIVEN = "account.password_given"
    ACCOUNT_VERIFIED = "account.verified"
    ACCOUNT_ALARM = "account.alarm"
    ACCOUNT_FACTOR_ADDED = "account.factor_added"
    ACCOUNT_FACTOR_RENAMED = "account.factor_renamed"
    ACCOUNT_FACTOR_REMOVED = "account.factor_removed"
    ACCOUNT_FACTORS_RESET = "account.factors_reset"
    ACCOUNT_RECOVERY_CODES = "account.recovery_codes"
    ACCOUNT_EMAIL_ASKED = "account.email_asked"
    ACCOUNT_EMAIL_AGREED = "account.email_agreed"
    ACCOUNT_EMAIL_STOPPED = "account.email_stopped"
    ACCOUNT_EMAIL_CHANGED = "account.email_changed"
    ACCOUNT_SIGNED_OUT = "account.signed_out"
    ACCOUNT_RESET_ASKED = "account.reset_asked"
    ACCOUNT_PASSWORD_CHANGED = "account.password_changed"
    ACCOUNT_DEACTIVATED = "account.deactivated"
    ACCOUNT_REACTIVATED = "account.reactivated"
    ACCOUNT_ERASED = "account.erased"
    ACCOUNT_DATA_TAKEN = "account.data_taken"
    CONSENT_CHANGED = "consent.changed"
    DATA_PURGED = "data.purged"
    ADMINISTRATOR_CHANGED = "administrator.changed"
    ROLE_GRANTED = "role.granted"
    ROLE_REVOKED = "role.revoked"
    UNIVERSITY_CREATED = "university.created"
    UNIVERSITY_EDITED = "university.edited"
    UNIVERSITY_MERGED = "university.merged"
    UNIVERSITY_MERGER_UNDONE = "university.merger_undone"
    UNIVERSITY_NAMED = "university.named"
    EDITION_CREATED = "edition.created"
    EDITION_EDITED = "edition.edited"
    EDITION_ANNOUNCED = "edition.announced"
    EDITION_REGISTERED = "edition.registered"
    REGISTRATION_MOVED = "registration.moved"
    REGISTRATIONS_DECIDED = "registration.decided"
    REGISTRATIONS_EXPORTED = "registration.exported"
    REGISTRATION_PLAN_EDITED = "registration.plan_edited"
    PLACES_OFFERED = "registration.places_offered"
    QUESTION_ADDED = "question.added"
    QUESTION_EDITED = "question.edited"
    QUESTION_MOVED = "question.moved"
    QUESTION_REMOVED = "question.removed"
    ANSWERS_SAVED = "answers.saved"
    ANSWER_FILES_FORGOTTEN = "answers.files_forgotten"
    ANSWER_FILE_KEPT = "answers.file_kept"
    ROUND_ADDED = "round.added"
    ROUND_EDITED = "round.edited"
    ROUND_REMOVED = "round.removed"
    ROUND_BEGUN = "round.begun"
    ROUND_TAKEN_BACK = "round.taken_back"
    CARRIED_TAKEN_OVER = "carried.taken_over"
    CARRIED_LEFT = "carried.left"
    RUBRIC_EDITED = "rubric.edited"
    METHOD_CHANGED = "method.changed"
    NOMINATION_ADDED = "nomination.added"
    NOMINATION_EDITED = "nomination.edited"
    NOMINATION_REWORDED = "nomination.reworded"
    NOMINATION_REMOVED = "nomination.removed"
    CHALLENGE_CREATED = "challenge.created"
    CHALLENGE_EDITED = "challenge.edited"
    CHALLENGE_REMOVED = "challenge.removed"
    TEAM_FOUNDED = "team.founded"
    TEAM_RENAMED = "team.renamed"
    TEAM_JOINED = "team.joined"
    TEAM_LEFT = "team.left"
    TEAM_MEMBER_WITHDREW = "team.member_withdrew"
    TEAM_MEMBER_REMOVED = "team.member_removed"
    TEAM_CAPTAINCY_HANDED_OVER = "team.captaincy_handed_over"
    TEAM_INVITE_REVOKED = "team.invite_revoked"
    TEAM_CLOSED = "team.closed"
    TEAM_ADMITTED = "team.admitted"
    TEAM_DISQUALIFIED = "team.disqualified"
    TEAM_MENTOR_ADDED = "team.mentor_added"
    TEAM_MENTOR_REMOVED = "team.mentor_removed"
    TEAM_MENTOR_INVITED = "team.mentor_invited"
    TEAM_MENTOR_ACCEPTED = "team.mentor_accepted"
    TEAM_MENTOR_RESIGNED = "team.mentor_resigned"
    TEAM_INVITED = "team.invited"
    TEAM_INVITATION_REVOKED = "team.invitation_revoked"
    TEAM_REQUESTED = "team.requested"
    TEAM_REQUEST_WITHDRAWN = "team.request_withdrawn"
    TEAM_REQUEST_ANSWERED = "team.request_answered"
    TEAM_LOOKS_FOR_MEMBERS = "team.looks_for_members"
    TEAM_LOOKS_NO_MORE = "team.looks_no_more"
    GUARDIAN_ASKED = "guardian.asked"
    GUARDIAN_CONSENTED = "guardian.consented"
    GUARDIAN_WITHDREW = "guardian.withdrew"
    TEAMS_SUGGESTED = "teams.suggested"
    SUGGESTION_CONFIRMED = "teams.suggestion_confirmed"
    POOL_ENTERED = "pool.entered"
    POOL_LEFT = "pool.left"
    PROJECT_SAVED = "project.saved"
    PROJECT_FILE_ADDED = "project.file_added"
    PROJECT_FILE_REMOVED = "project.file_removed"
    PROJECT_SUBMITTED = "project.submitted"
    JUDGE_INVITED = "judge.invited"
    JUDGE_INVITATION_REVOKED = "judge.invitation_revoked"
    JUDGE_ACCEPTED = "judge.accepted"
    JUDGE_REMOVED = "judge.removed"
    JUDGING_DEALT = "judging.dealt"
    JUDGING_DEAL_CHOSEN = "judging.deal_chosen"
    JUDGING_BLIND_CHOSEN = "judging.blind_chosen"
    JUDGING_DEALT_NEXT = "judging.dealt_next"
    JUDGING_ASSIGNED = "judging.assigned"
    JUDGING_UNASSIGNED = "judging.unassigned"
    JUDGE_PROFILE_EDITED = "judge.profile_edited"
    JURY_CHOSEN = "jury.chosen"
    JUDGES_REMINDED = "judge.reminded"
    REMINDERS_SWITCHED = "judging.reminders_switched"
    NO_SHOW_NOTED = "judging.no_show_noted"
    NO_SHOW_UNDONE = "judging.no_show_undone"
    SCORECARD_SAVED = "scorecard.saved"
    SCORECARD_FINISHED = "scorecard.finished"
    REDACTION_SAVED = "redaction.saved"
    PRACTICE_EDITED = "practice.edited"
    PRACTICE_REMOVED = "practice.removed"
    PRACTICE_FINISHED = "practice.finished"
    PAPER_ENTERED = "paper.entered"
    PAPER_AGREED = "paper.agreed"
    CONFLICT_DECLARED = "conflict.declared"
    CHAIR_APPOINTED = "chair.appointed"
    CHAIR_REVOKED = "chair.revoked"
    PUBLICATION_SET = "publication.set"
    AWARDS_SET = "awards.set"
    RESULTS_PROPOSED = "results.proposed"
    RESULTS_TAKEN_BACK = "results.taken_back"
    RESULTS_SENT_BACK = "results.sent_back"
    RESULTS_PUBLISHED = "results.published"
    RESULTS_WITHDRAWN = "results.withdrawn"
    TIE_VOTE_OPENED = "tie.vote_opened"
    TIE_VOTE_CAST = "tie.vote_cast"
    TIE_VOTE_CLOSED = "tie.vote_closed"
    COMMENT_WITHHELD = "comment.withheld"
    COMMENT_RELEASED = "comment.released"
    APPEAL_FILED = "appeal.filed"
    APPEAL_ANSWERED = "appeal.answered"
    DEMO_LOADED = "demo.loaded"


def record(
    actor: Actor,
    verb: Verb,
    subject: Any,
    *,
    now: datetime,
    details: dict[str, Any] | None = None,
    personal: dict[str, Any] | None = None,
) -> None:
    """Add an entry to the history; personal data goes into `personal` only, so that it can be erased."""
    db.session.flush()
    entry = {
        "edition_id": getattr(subject, "edition_id", None),
        "at": now,
        "actor_id": actor.user_id,
        "verb": verb,
        "subject": type(subject).__name__,
        "subject_id": getattr(subject, "id", None),
        "details": details or {},
        "personal": personal or {},
    }
    # Nobody reads it again in this transaction, so it needs no object of the session.
    connection().execute(_INSERT, entry)
