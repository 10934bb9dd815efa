"""A team writes its draft: saved by button or by itself, previewed, and never lost to a second tab."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from hackathon.audit.models import AuditEntry
from hackathon.editions import scope
from hackathon.projects.models import Project
from hackathon.rules.schedule import Stage
from tests import factories
from tests.support.clients import afresh
from tests.support.forms import find_form, send, text_of
from tests.support.races import at_once

AUTOSAVE = {"X-Autosave": "1", "Accept": "application/json"}


@pytest.fixture
def team(app):
    return factories.team(factories.edition(Stage.SUBMISSIONS), 2)


@pytest.fixture
def project(team):
    return factories.project(team)


@pytest.fixture
def member(project, new_client):
    return new_client().sign_in(factories.members(project.team)[1])


def page(project):
    return f"/{project.edition.key}/projects/{project.id}/edit"


def form_of(client, project):
    return find_form(client.get(page(project)), page(project))


def stored(project):
    afresh()
    with scope.of(project.edition_id):
        return Project.query.filter_by(id=project.id).one()


def autosave(client, project, form, **changes):
    data = {**{name: value for name, value in form.values().items() if value}, **changes}
    return client.post(page(project), data=data, headers=AUTOSAVE)


def test_everything_that_is_typed_is_saved(member, project):
    brief = factories.challenge(project.edition)
    typed = {
        "title": "Банки и крышки", "pitch": "Жестяные банки возвращаются", "description": "# Зачем\n\nЧтобы **жить**.",
        "challenge_id": str(brief.id), "repository_url": "https://example.org/a", "demo_url": "http://example.org/b",
        "video_url": "",
    }
    answer = send(member, page(project), form_of(member, project), typed)
    assert (answer.status_code, answer.location) == (303, f"{page(project)}#said")
    kept = stored(project)
    assert {name: str(getattr(kept, name)) for name in typed} == typed
    assert kept.version == 2
    assert AuditEntry.query.filter_by(verb="project.saved").one().details["changed"]


def test_saving_without_a_change_leaves_no_trace(member, project):
    assert send(member, page(project), form_of(member, project), {}).status_code == 303
    assert stored(project).version == 1
    assert AuditEntry.query.filter_by(verb="project.saved").count() == 0


def test_the_page_saves_by_itself_again_and_again(member, project):
    form = form_of(member, project)
    first = autosave(member, project, form, title="One")
    assert (first.status_code, first.json["version"]) == (200, 2)
    assert first.json["saved_at_text"].startswith("Saved ")
    second = autosave(member, project, form, title="Two", version="2")
    assert second.json["version"] == 3
    assert stored(project).title == "Two"


def test_a_second_tab_is_told_and_both_texts_are_shown(member, project):
    mine, theirs = form_of(member, project), form_of(member, project)
    send(member, page(project), theirs, {"title": "Theirs", "pitch": "Their pitch"})
    answer = send(member, page(project), mine, {"title": "Mine", "pitch": "Less waste, more use"})
    assert answer.status_code == 409
    words = text_of(answer)
    assert "Theirs" in words
    assert "Their pitch" in words
    assert 'value="Mine"' in answer.text
    assert stored(project).title == "Theirs"
    again = send(member, page(project), find_form(answer, page(project)), {})
    assert again.status_code == 303
    assert stored(project).title == "Mine"


def test_an_autosave_with_an_old_version_gets_409_as_json(member, project):
    form = form_of(member, project)
    autosave(member, project, form, title="Newer")
    answer = autosave(member, project, form, title="Older")
    assert (answer.status_code, answer.json["code"]) == (409, "changed_meanwhile")
    assert "Nothing was overwritten" in answer.json["detail"]
    assert stored(project).title == "Newer"


def test_of_two_saves_at_the_same_moment_one_is_told(project, new_client):
    url = page(project)

    def saving(person, title):
        client = new_client().sign_in(person)
        form = form_of(client, project)
        return lambda: send(client, url, form, {"title": title})

    first, second = factories.members(project.team)
    answers = at_once(saving(first, "First"), saving(second, "Second"))
    assert sorted(answer.status_code for answer in answers) == [303, 409]
    assert stored(project).version == 2


def test_a_preview_saves_nothing_and_keeps_what_is_typed(member, project):
    form = form_of(member, project)
    answer = send(member, page(project), form, {"title": "Typed", "description": "**bold** text"}, press="preview=1")
    assert answer.status_code == 200
    assert "<strong>bold</strong>" in answer.text
    assert 'value="Typed"' in answer.text
    assert stored(project).title == project.title
    assert stored(project).version == 1


HOSTILE = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[x](javascript:alert(1))", "[x](JaVaScRiPt:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)", "![x](https://evil.example/pixel.png)", "<svg/onload=alert(1)>",
    "<iframe src=//evil.example>", '"><style>*{}</style>', "[x](<javascript:alert(1)>)",
    "[a]: javascript:alert(1)\n\n[a]",
    "<a href=\"javascript:alert(1)\">x</a>", "`</code><script>alert(1)</script>`", "```\n</pre><script>1</script>\n```",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_markdown_is_only_text(member, project, text):
    data = {"csrf_token": form_of(member, project).values()["csrf_token"][0], "description": text}
    answer = member.post(f"/{project.edition.key}/projects/preview", data=data)
    assert answer.status_code == 200
    dangerous = r"<(?:script|img|svg|iframe|style)|<[^>]*\s(?:src|on\w+|href=.?(?:java|data))"
    assert not re.findall(dangerous, answer.text, re.I)


def test_a_preview_of_anything_answers(member, project):
    token = form_of(member, project).values()["csrf_token"][0]
    for text in ("[" * 20_000, "> " * 10_000, "*" * 19_999, "\x00", "a" * 1_000_000, ""):
        data = {"csrf_token": token, "description": text}
        assert member.post(f"/{project.edition.key}/projects/preview", data=data).status_code == 200


BAD = {
    "title": ["x" * 161, "a\x00b", "a\u202eb", "x" * 1_000_000],
    "pitch": ["x" * 281, "a\u200bb"],
    "description": ["x" * 20_001, "a\x00b", "x" * 1_000_000],
    "repository_url": ["javascript:alert(1)", "example.org", "https://", "ftp://example.org/a", "https://" + "x" * 500],
    "video_url": ["data:text/html,x", "//evil.example/", "http://a\x00b"],
}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in BAD.items() for value in values],
                         ids=lambda value: value[:20].encode("unicode_escape").decode())
def test_bad_input_gets_a_message_beside_the_field_and_nothing_is_stored(member, project, name, value):
    other = "pitch" if name == "title" else "title"
    answer = send(member, page(project), form_of(member, project), {name: value, other: "Kept"})
    assert answer.status_code == 422
    assert f'id="{name}-error"' in answer.text
    assert "Kept" in answer.text
    assert stored(project).version == 1


@pytest.mark.parametrize("challenge_id", ["999999", "x", "-1", "OTHER", "9" * 30])
def test_only_a_brief_of_this_edition_can_be_chosen(member, project, challenge_id):
    if challenge_id == "OTHER":
        challenge_id = factories.challenge(factories.edition(Stage.SUBMISSIONS)).id
    answer = send(member, page(project), form_of(member, project), {}, extra={"challenge_id": challenge_id})
    assert answer.status_code == 422
    assert 'id="challenge_id-error"' in answer.text


def test_fields_that_the_form_does_not_show_change_nothing(member, project):
    extra = {"status": "submitted", "team_id": "99", "submission_number": "5", "edition_id": "7", "id": "3"}
    assert send(member, page(project), form_of(member, project), {"title": "New"}, extra=extra).status_code == 303
    kept = stored(project)
    assert (kept.status, kept.team_id, kept.submission_number) == ("draft", project.team_id, 0)


def test_nobody_else_reads_or_writes_the_draft(project, new_client):
    edition = project.edition
    rivals = factories.members(factories.team(edition, 1))
    outsiders = (*rivals, factories.judge(edition), factories.user(), factories.student(edition))
    for person in outsiders:
        client = new_client().sign_in(person)
        token = find_form(client.get("/accounts/profile")).values()["csrf_token"][0]
        for path in ("", "/edit", "/submit", "/receipt", "/receipt.json"):
            assert client.get(f"/{edition.key}/projects/{project.id}{path}").status_code == 404, path
        for path in ("/edit", "/submit", "/files"):
            url = f"/{edition.key}/projects/{project.id}{path}"
            assert client.post(url, data={"csrf_token": token, "title": "Mine"}).status_code == 404
    organizer = new_client().sign_in(factories.organizer(edition))
    assert organizer.get(f"/{edition.key}/projects/{project.id}").status_code == 200
    assert organizer.get(page(project)).status_code == 403
    assert new_client().get(page(project)).status_code == 303
    assert stored(project).version == 1


def test_another_editions_address_does_not_reach_the_project(member, project):
    other = factories.edition(Stage.SUBMISSIONS)
    for path in ("", "/edit", "/submit", "/receipt"):
        assert member.get(f"/{other.key}/projects/{project.id}{path}").status_code == 404


@pytest.mark.parametrize(("tick", "status"), [(-1, 303), (0, 409), (1, 409)])
def test_the_draft_is_saved_until_the_tick_at_which_submissions_close(project, client, set_clock, tick, status):
    set_clock(project.edition.submissions_close - timedelta(hours=1))
    client.sign_in(factories.members(project.team)[0])
    form = form_of(client, project)
    set_clock(project.edition.submissions_close + timedelta(microseconds=tick))
    answer = send(client, page(project), form, {"title": "Last minute"})
    assert answer.status_code == status
    if status == 409:
        assert 'value="Last minute"' in answer.text
        assert "The deadline has passed" in text_of(answer)
    assert (stored(project).title == "Last minute") is (status == 303)
