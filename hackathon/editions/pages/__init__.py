"""Pages of the series and of one edition."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from hackathon.editions.words import DEAL_HINTS, DEALS, METHOD_HINTS, METHODS, TIES
from hackathon.web.countries import country_name
from hackathon.web.prose import prose

pages = Blueprint("editions", __name__)


@pages.app_context_processor
def _words() -> dict[str, Any]:
    placing = {"method_names": METHODS, "method_hints": METHOD_HINTS, "tie_names": TIES}
    dealing = {"deal_names": DEALS, "deal_hints": DEAL_HINTS}
    return {"prose": prose, "country_name": country_name, **placing, **dealing}


from hackathon.editions.pages import desk, organize, rounds, rubric, visit  # noqa: E402, F401 - they add their pages
