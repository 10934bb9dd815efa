"""Pages of accounts: coming in, one's own account, administration."""

from hackathon.accounts.pages import (
    addresses,
    administration,
    entering,
    invited,
    joining,
    office,
    own,
    passkeys,
    recently,
    resetting,
    safety,
    sign_ins,
    universities,
)
from hackathon.accounts.pages.blueprint import pages

__all__ = ["addresses", "administration", "entering", "invited", "joining", "office", "own", "pages", "passkeys"]
__all__ += ["recently", "resetting", "safety", "sign_ins", "universities"]
