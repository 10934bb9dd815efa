"""Briefs tell nothing about anybody."""

from __future__ import annotations

from hackathon.accounts.holdings import nobodys
from hackathon.challenges.models import Challenge

nobodys(Challenge, "id edition_id slug track position title summary problem figures constraints data deliverables "
                   "hints sdgs stakeholders safety team_limit version")  # fmt: skip
