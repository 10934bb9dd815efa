"""Pages of projects: the draft and its files, handing in, and what visitors see."""

from __future__ import annotations

from flask import Blueprint

from hackathon.web import markdown

pages = Blueprint("projects", __name__)
pages.add_app_template_filter(markdown.render, "markdown")

from hackathon.projects.pages import draft, files, gallery, submitting  # noqa: E402, F401 - they add their pages
