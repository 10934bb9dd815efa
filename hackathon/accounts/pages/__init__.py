"""Pages of accounts: coming in, one's own account, administration."""

from hackathon.accounts.pages import (
    addresses,
    administration,
    consenting,
    entering,
    finding,
    invited,
    joining,
    merging,
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

__all__ = ["addresses", "administration", "consenting", "entering", "finding", "invited", "joining", "merging"]
__all__ += ["office", "own", "pages", "passkeys", "recently", "resetting", "safety", "sign_ins", "universities"]
