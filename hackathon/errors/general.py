"""Refusals that any page can give, and what all refusals are made of."""

from __future__ import annotations

from typing import Any


class Message(str):
    """A text that is translated when it is shown."""


def N_(text: str) -> Message:  # noqa: N802 - the name that message extraction looks for
    """Mark a text for translation; the error handler translates it."""
    return Message(text)


class Refusal(Exception):
    """Say no to a person: `message` says what happened, `next_step` what to do; both may use `details`."""

    code = "refused"
    status = 409
    message = N_("This cannot be done.")
    next_step = N_("Go back and check what you entered.")

    def __init__(self, **details: Any) -> None:
        super().__init__(self.code)
        self.details = details

    @property
    def field(self) -> str | None:
        """Name the form field beside which the refusal belongs, if there is one."""
        return self.details.get("field")


class NotFound(Refusal):
    code = "not_found"
    status = 404
    message = N_("There is no such page.")
    next_step = N_("Check the address, or start from the home page.")


class NotAllowed(Refusal):
    code = "not_allowed"
    status = 403
    message = N_("This page or action belongs to someone else.")
    next_step = N_("If you should have access, ask the organizers of the event.")


class SignInNeeded(Refusal):
    code = "sign_in_needed"
    status = 401
    message = N_("You are not signed in, or your session has ended.")
    next_step = N_("Sign in and try again.")


class FormExpired(Refusal):
    code = "form_expired"
    status = 400
    message = N_("This form is no longer valid: it was open for too long, or it was sent from another session.")
    next_step = N_("Go back, reload the page and send the form again. What you typed is still in the form.")


class BadRequest(Refusal):
    code = "bad_request"
    status = 400
    message = N_("The request could not be understood.")
    next_step = N_("Go back, reload the page and try again.")


class WrongMethod(Refusal):
    code = "method_not_allowed"
    status = 405
    message = N_("This address does not accept this kind of request.")
    next_step = N_("Go back and use the buttons on the page.")


class TooLarge(Refusal):
    code = "too_large"
    status = 413
    message = N_("What you sent is too large.")
    next_step = N_("Send a smaller file, or give a link to it instead.")


class UploadTooLarge(TooLarge):
    message = N_("What you sent is larger than a file may be: %(limit)s MB.")


class TooManyAttempts(Refusal):
    code = "too_many_attempts"
    status = 429
    message = N_("Too many attempts in a short time.")
    next_step = N_("Wait a few minutes and try again.")


class Unavailable(Refusal):
    code = "unavailable"
    status = 503
    message = N_("The service is busy or cannot reach its database.")
    next_step = N_("Wait half a minute and reload the page. What you sent last was not stored.")


class ServerFault(Refusal):
    code = "server_fault"
    status = 500
    message = N_("Something went wrong on our side. It has been recorded.")
    next_step = N_("Try again in a minute. If it happens again, write to the organizers.")


class InvalidText(Refusal):
    code = "invalid_text"
    status = 422
    message = N_("The text contains characters that cannot be stored or seen.")
    next_step = N_("Delete invisible or control characters and type the text again.")


class StepNotAllowed(Refusal):
    code = "step_not_allowed"
    message = N_("This step is not possible in the present state.")
    next_step = N_("Reload the page to see the present state.")


class ChangedMeanwhile(Refusal):
    code = "changed_meanwhile"
    message = N_("Someone else, or you in another tab, saved this in the meantime. Nothing was overwritten.")
    next_step = N_("Compare the two versions, bring together what you need, and save again.")


class ReasonNeeded(Refusal):
    code = "reason_needed"
    status = 422
    message = N_("This needs a reason, because work of a judge is set aside.")
    next_step = N_("Write in a sentence why.")


class StillInUse(Refusal):
    code = "still_in_use"
    message = N_("This is still in use and cannot be deleted.")
    next_step = N_("Move or remove what uses it first.")
