"""Every text that a person reads exists in every language of the interface."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest
from jinja2 import Environment

from hackathon.config import INTERFACE_LANGUAGES
from tests.support import messages
from tests.support.source import ROOT, calls, modules, report

LANGUAGES = [language for language in INTERFACE_LANGUAGES if language != "en"]
# The mark reads "CirculEC Hackathon" everywhere.
SAME_IN_EVERY_LANGUAGE = {
    "CirculEC", "Hackathon", "CSV", "SHA", "ID", "URL", "UTC", "Erasmus", "SDG", "Markdown", "px", "MB", "kB",
}
SHOWN_ATTRIBUTE = re.compile(r"\b(?:title|aria-label|placeholder|alt|label)\s*=\s*([\"'])(.*?)\1", re.S)
TAG_OR_COMMENT = re.compile(r"<!--.*?-->|<(script|style|svg|code)\b.*?</\1>|<[^>]*>", re.S)
WORD = re.compile(r"[^\W\d_]{2,}")
ENTITY = re.compile(r"&#?\w+;")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated(language):
    report(list(messages.missing(language)),
           f"Run `make messages`, then translate these in hackathon/translations/{language}/LC_MESSAGES/messages.po.")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_is_not_marked_fuzzy(language):
    assert not messages.translated(language).fuzzy, "without a header, or with a fuzzy one, it is never compiled"


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_name_the_same_values(language):
    report(list(messages.different_placeholders(language)), "Keep each %(name)s as it is in the English text.")


def test_templates_show_only_marked_text():
    broken = [
        f"{path.relative_to(ROOT)}: {words!r}"
        for path in sorted((ROOT / "templates").rglob("*"))
        if path.suffix in (".html", ".txt", ".md")
        for words in _unmarked(path.read_text(encoding="utf-8"))
    ]
    report(broken, 'Write {{ _("...") }} or {% trans %}...{% endtrans %}, and translate it.')


def _unmarked(template: str) -> Iterator[str]:
    """Give words that stand outside of {{ }} and {% trans %}."""
    plain = _outside_of_jinja(template)
    shown = [match[2] for match in SHOWN_ATTRIBUTE.finditer(plain)]
    for text in [*TAG_OR_COMMENT.sub("\n", plain).split("\n"), *shown]:
        words = set(WORD.findall(ENTITY.sub("", text))) - SAME_IN_EVERY_LANGUAGE
        if words:
            yield " ".join(text.split())


def _outside_of_jinja(template: str) -> str:
    kept, inside_trans, block = [], False, []
    for _, kind, value in Environment().lex(template):
        if kind == "data":
            kept.append("" if inside_trans else value)
        elif kind == "block_begin":
            block = []
        elif kind == "name":
            block.append(value)
        elif kind == "block_end" and block[:1] in (["trans"], ["endtrans"]):
            inside_trans = block[0] == "trans"
        elif kind == "variable_begin":
            kept.append("1")
    return "".join(kept)


def test_forms_and_flashes_show_only_marked_text():
    broken = [
        f"{module.at(node)} {text!r}"
        for module in modules()
        for name, node in calls(module.tree)
        for text in _spoken(name, node)
        if WORD.search(text)
    ]
    report(broken, 'Mark it: label and message as _l("..."), a flash as _("...").')


def _spoken(name: str, node: ast.Call) -> Iterator[str]:
    """Give the literal texts that a field, validator or flash would show."""
    last = name.split(".")[-1]
    if last == "flash" or (last.endswith("Field") and last[0].isupper()):
        yield from (each.value for each in node.args[:1] if _is_text(each))
    yield from (each.value.value for each in node.keywords
                if each.arg in ("label", "description") and _is_text(each.value) and last.endswith("Field"))
    yield from (each.value.value for each in node.keywords if each.arg == "message" and _is_text(each.value))


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)
