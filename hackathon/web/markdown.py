"""Markdown to safe HTML: markdown-it without HTML, then nh3; either alone let something through."""

from __future__ import annotations

from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

LONGEST = 20_000
FIRST_HEADING = 3
_TAGS = {
    "p", "br", "hr", "strong", "em", "s", "code", "pre", "blockquote", "ul", "ol", "li", "a",
    "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
_SCHEMES = {"http", "https", "mailto"}
_parser = MarkdownIt("commonmark", {"html": False, "linkify": False, "maxNesting": 20}).enable(
    ["table", "strikethrough"]
)
_parser.disable("image")


def _lower_headings(tokens: list) -> list:
    """Begin at level 3 and never skip a level, whatever number of # the writer used."""
    used = sorted({int(token.tag[1]) for token in tokens if token.type == "heading_open"})
    level = FIRST_HEADING - 1
    for token in tokens:
        if token.type == "heading_open":
            level = min(FIRST_HEADING + used.index(int(token.tag[1])), level + 1, 6)
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{level}"
    return tokens


def _plain_empty_headers(tokens: list) -> list:
    """Make the empty cell in a table's corner a plain one: a header that says nothing helps nobody."""
    for opening, content, closing in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if opening.type == "th_open" and not content.content.strip():
            opening.tag = closing.tag = "td"
    return tokens


def render(source: str | None) -> Markup:
    """Return the HTML of a Markdown text; headings start at level 3, images and raw HTML are left out."""
    return _rendered((source or "")[:LONGEST])


@lru_cache(maxsize=100)
def _rendered(source: str) -> Markup:
    tokens = _plain_empty_headers(_lower_headings(_parser.parse(source)))
    html = _parser.renderer.render(tokens, _parser.options, {})
    return Markup(
        nh3.clean(html, tags=_TAGS, attributes={"a": {"href"}}, url_schemes=_SCHEMES, link_rel="noopener nofollow ugc")
    )
