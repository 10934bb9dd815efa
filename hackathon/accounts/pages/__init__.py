"""Pages of accounts: coming in, one's own account, administration."""

from hackathon.accounts.pages import (
    administration,
    entering,
    finding,
    joining,
    merging,
    own,
    resetting,
    sign_ins,
    universities,
)
from hackathon.accounts.pages.blueprint import pages

__all__ = [
    "administration", "entering", "finding", "joining", "merging", "own", "pages", "resetting", "sign_ins",
    "universities",
]  # fmt: skip
