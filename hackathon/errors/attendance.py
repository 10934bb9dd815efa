"""Refusals about sessions of an event, badges and check-in."""

from __future__ import annotations

from hackathon.errors.general import N_, Refusal


class EventSessionInvalid(Refusal):
    code = "event_session_invalid"
    status = 422
    message = N_("A session ends after it begins, and lasts two weeks at most.")
    next_step = N_("Correct the two moments.")


class EventSessionNotYet(Refusal):
    code = "event_session_not_yet"
    message = N_("It is too early: people are checked in from twelve hours before the session.")
    next_step = N_("Choose another session, or correct when this one begins.")


class EventSessionUsed(Refusal):
    code = "event_session_used"
    message = N_("People were checked in to this session, so it stays.")
    next_step = N_("Give it another name, or say that it is not required.")


class CodeUnknown(Refusal):
    code = "code_unknown"
    status = 422
    message = N_("Nobody in this event has this code.")
    next_step = N_("It may have been renewed, or belong to another event. Look the person up by name.")


class PersonNotAdmitted(Refusal):
    code = "person_not_admitted"
    status = 422
    message = N_("%(name)s is not admitted to this event.")
    next_step = N_("Admit the person in the list of registrations first.")


class ReasonMissing(Refusal):
    code = "reason_missing"
    status = 422
    message = N_("A correction needs a reason: the list of those present is shown to whoever checks the event.")
    next_step = N_("Write in a sentence why.")
