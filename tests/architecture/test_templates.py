"""Templates keep the strict Content-Security-Policy, escape everything, and never change data by a link."""

from __future__ import annotations

import re
from pathlib import Path

from tests.support.source import ROOT, report

INLINE = {
    r"<style\b": "a <style> element",
    r"\sstyle\s*=": "a style attribute",
    r"<script(?![^>]*\bsrc=)(?![^>]*application/(ld\+)?json)": "an inline script",
    r"\son[a-z]+\s*=\s*[\"']": "an on... attribute",
    r"javascript:": "a javascript: address",
    r"hx-on[:=]|hx-vals\s*=\s*[\"']js:": "script inside an htmx attribute",
}
UNESCAPED = r"\|\s*safe\b|\bMarkup\(|autoescape\s+false"
FAR = r"(?:src|srcset|data)\s*=\s*[\"'](?:https?:)?//|<link\b[^>]*href\s*=\s*[\"'](?:https?:)?//"
FORM = re.compile(r"<form\b.*?</form>", re.S | re.I)


def templates() -> list[tuple[str, str]]:
    """Letters are no pages: a mail program knows no style sheet."""
    paths = sorted((ROOT / "templates").rglob("*.html"))
    return [(str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")) for path in paths
            if Path(ROOT / "templates" / "emails") not in path.parents]


def matches(pattern: str, text: str) -> list[int]:
    return [text.count("\n", 0, match.start()) + 1 for match in re.finditer(pattern, text, re.I)]


def test_templates_have_no_inline_script_or_style():
    broken = [
        f"{where}:{line} has {what}"
        for where, text in templates()
        for pattern, what in INLINE.items()
        for line in matches(pattern, text)
    ]
    report(broken, "Put it into static/css or static/js and hook it up by class or data attribute.")


def test_templates_escape_everything():
    broken = [f"{where}:{line}" for where, text in templates() for line in matches(UNESCAPED, text)]
    report(broken, "Let Jinja escape it; Markdown comes out of its own filter as Markup already.")


def test_templates_load_nothing_from_elsewhere():
    broken = [f"{where}:{line}" for where, text in templates() for line in matches(FAR, text)]
    report(broken, "Vendor it in static/: readers have weak networks, and no third party learns of them.")


def test_forms_that_post_carry_the_token():
    broken = [
        f"{where}:{text.count(chr(10), 0, match.start()) + 1}"
        for where, text in templates()
        for match in FORM.finditer(text)
        if re.search(r"method\s*=\s*[\"']post", match.group(), re.I)
        and not re.search(r"csrf_token|csrf\(|hidden_tag|hidden_fields", match.group())
    ]
    report(broken, "Add the CSRF field to the form.")
