"""Pages of accounts: coming in, one's own account, administration."""

from hackathon.accounts.pages import (
    administration,
    consenting,
    entering,
    joining,
    own,
    resetting,
    sign_ins,
    universities,
)
from hackathon.accounts.pages.blueprint import pages

__all__ = ["administration", "consenting", "entering", "joining", "own", "pages", "resetting", "sign_ins",
           "universities"]  # fmt: skip
