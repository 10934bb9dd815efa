"""Pages of judging: the judge's, the organizers', and the invitation."""

from hackathon.judging import hooks
from hackathon.judging.pages import chair, dealing, installing, invitation, judge, jury, next, organizers
from hackathon.judging.pages.blueprint import pages

__all__ = ["chair", "dealing", "installing", "invitation", "judge", "jury", "next", "organizers", "pages"]

hooks.connect()
