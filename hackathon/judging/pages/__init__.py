"""Pages of judging: the judge's, the organizers', and the invitation."""

from hackathon.judging import hooks
from hackathon.judging.pages import dealing, installing, invitation, judge, jury, next, no_show, organizers
from hackathon.judging.pages.blueprint import pages

__all__ = ["dealing", "installing", "invitation", "judge", "jury", "next", "no_show", "organizers", "pages"]

hooks.connect()
