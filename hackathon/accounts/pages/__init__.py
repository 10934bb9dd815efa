"""Pages of accounts: coming in, one's own account, administration."""

from hackathon.accounts.pages import (
    addresses,
    administration,
    consenting,
    entering,
    finding,
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

__all__ = ["addresses", "administration", "consenting", "entering", "finding", "joining", "merging", "office", "own"]
__all__ += ["pages", "passkeys", "recently", "resetting", "safety", "sign_ins", "universities"]
