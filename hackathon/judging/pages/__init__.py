"""Pages of judging: the judge's, the organizers', and the invitation."""

from hackathon.judging import hooks
from hackathon.judging.pages import (
    abilities,
    chair,
    dealing,
    files,
    installing,
    invitation,
    judge,
    jury,
    next,
    no_show,
    organizers,
    paper,
    practice,
    redaction,
    reminders,
    round_jury,
)
from hackathon.judging.pages.blueprint import pages

__all__ = [
    "abilities", "chair", "dealing", "files", "installing", "invitation", "judge", "jury", "next", "no_show",
    "organizers", "pages", "paper", "practice", "redaction", "reminders", "round_jury",
]  # fmt: skip

hooks.connect()
