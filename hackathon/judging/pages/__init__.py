"""Pages of judging: the judge's, the organizers', and the invitation."""

from hackathon.judging import hooks
from hackathon.judging.pages import (
    abilities,
    dealing,
    installing,
    invitation,
    judge,
    jury,
    next,
    no_show,
    organizers,
    reminders,
)
from hackathon.judging.pages.blueprint import pages

__all__ = [
    "abilities", "dealing", "installing", "invitation", "judge", "jury", "next", "no_show", "organizers", "pages",
    "reminders",
]  # fmt: skip

hooks.connect()
