"""Challenge briefs."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from hackathon.db import Localized, LocalizedText, db
from hackathon.editions.references import referable
from hackathon.editions.scope import EditionScoped

Texts = list[dict[str, str]]


class Track(StrEnum):
    WASTE_REDUCTION = "waste_reduction"
    RESOURCE_REUSE = "resource_reuse"
    GREEN_PRODUCTS = "green_products"


class Challenge(EditionScoped, db.Model):
    """One brief. Lists hold texts by language: `constraints`, `data`, `deliverables`, `stakeholders`, `safety` are
    lists of {language: text}; `figures` of {text, year, source, url, reliability}; `hints` of {criterion, text}.
    """

    __tablename__ = "challenge"
    __table_args__ = (referable(), UniqueConstraint("edition_id", "slug"))

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80))
    track: Mapped[Track] = mapped_column(String(30))
    position: Mapped[int] = mapped_column(default=0)
    title: Mapped[Localized] = mapped_column(LocalizedText)
    summary: Mapped[Localized] = mapped_column(LocalizedText)
    problem: Mapped[Localized] = mapped_column(LocalizedText, deferred=True, deferred_group="brief")
    figures: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list, deferred=True, deferred_group="brief")
    constraints: Mapped[Texts] = mapped_column(JSON, default=list, deferred=True, deferred_group="brief")
    data: Mapped[Texts] = mapped_column(JSON, default=list, deferred=True, deferred_group="brief")
    deliverables: Mapped[Texts] = mapped_column(JSON, default=list, deferred=True, deferred_group="brief")
    hints: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list, deferred=True, deferred_group="brief")
    team_limit: Mapped[int | None]
    sdgs: Mapped[list[str]] = mapped_column(JSON, default=list)
    stakeholders: Mapped[Texts] = mapped_column(JSON, default=list, deferred=True, deferred_group="brief")
    safety: Mapped[Texts] = mapped_column(JSON, default=list, deferred=True, deferred_group="brief")
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}
