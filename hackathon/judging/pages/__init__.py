"""Pages of judging: the judge's, the organizers', and the invitation."""

from hackathon.judging import hooks
from hackathon.judging.pages import (
    dealing,
    files,
    installing,
    invitation,
    judge,
    jury,
    next,
    organizers,
    paper,
    practice,
    redaction,
)
from hackathon.judging.pages.blueprint import pages

__all__ = [
    "dealing", "files", "installing", "invitation", "judge", "jury", "next", "organizers", "pages", "paper",
    "practice", "redaction",
]  # fmt: skip

hooks.connect()
