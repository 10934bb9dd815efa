"""What a device may keep of the jury's pages, and what makes it forget."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import func, select

from hackathon.db import db
from hackathon.judging.models import Scorecard
from hackathon.rules.schedule import Stage
from hackathon.web import scripts
from tests import factories
from tests.support.clients import afresh
from tests.support.forms import find_form

pytestmark = pytest.mark.backends("sqlite")  # headers and addresses know no database


@pytest.fixture
def edition(app):
    return factories.edition(Stage.JUDGING)


@pytest.fixture
def judge(client, edition):
    person = factories.judge(edition)
    client.sign_in(person)
    return person


@pytest.fixture
def project(edition, judge):
    found = factories.submitted_project(factories.team(edition))
    factories.assignment(found, judge)
    return found


def test_only_the_queue_and_the_scorecards_may_be_kept_and_only_for_their_judge(client, edition, judge, project):
    for address in ("", str(project.id)):
        assert client.get(f"/{edition.key}/judging/{address}").headers["Kept-For"] == str(judge.id)
    for address in (f"/{edition.key}/judging/{project.id}/conflict", f"/{edition.key}/", f"/{edition.key}/judging/9999",
                    "/accounts/profile", "/"):
        assert "Kept-For" not in client.get(address).headers
    address = f"/{edition.key}/judging/{project.id}"
    unfinished = client.submit(address, {"comment_to_jury": "Read"}, form=address)
    assert unfinished.status_code == 303
    assert "Kept-For" not in unfinished.headers


def test_the_worker_is_asked_for_anew_and_names_every_file_with_its_digest(client):
    answer = client.get("/service-worker.js")
    assert (answer.headers["Cache-Control"], answer.mimetype) == ("private, no-cache", "text/javascript")
    addresses = re.findall(r'"(/static/[^"]+)"', answer.text)
    assert len(addresses) > 8
    for address in addresses:
        assert "?v=" in address
        assert client.get(address).status_code == 200


def test_scripts_import_each_other_by_addresses_that_last(client):
    pattern = r'from "\./(\w+\.js\?v=[0-9a-f]{12})"'
    imported = re.findall(pattern, client.get("/static/js/device/card.js").text)
    assert len(imported) == 4
    for name in imported:
        answer = client.get(f"/static/js/device/{name}")
        assert "immutable" in answer.headers["Cache-Control"]


def test_the_manifest_can_be_installed(client, edition, judge):
    answer = client.get(f"/{edition.key}/judging/manifest.webmanifest")
    found = answer.get_json(force=True)
    assert answer.mimetype == "application/manifest+json"
    assert found["start_url"] == found["scope"] == f"/{edition.key}/judging/"
    assert found["display"] == "standalone"
    for icon in found["icons"]:
        assert client.get(icon["src"]).mimetype == icon["type"]
    assert {"192x192", "512x512"} <= {icon["sizes"] for icon in found["icons"]}


def test_signing_out_and_closing_the_account_clear_the_device(client, new_client, judge):
    assert client.submit("/accounts/profile", {}, form="sign-out").headers["Clear-Site-Data"] == '"storage"'
    other = new_client()
    other.sign_in(factories.user())
    assert other.submit("/accounts/consents", {}, form="/accounts/close").headers["Clear-Site-Data"] == '"storage"'


@pytest.mark.parametrize("finish", [False, True])
def test_a_sheet_that_is_sent_twice_is_answered_twice_and_stored_once(client, edition, judge, project, finish):
    form = find_form(client.get(f"/{edition.key}/judging/{project.id}"), f"judging/{project.id}")
    sheet = {**form.values(), **{f"c{criterion.id}": "3" for criterion in edition.round.criteria}}
    address = f"/{edition.key}/judging/{project.id}" + ("/finish" if finish else "")
    answers = [client.post(address, data=sheet, headers={"X-Autosave": "1"}) for _each in range(2)]
    assert [(answer.status_code, answer.get_json()["version"]) for answer in answers] == [(200, 1), (200, 1)]
    afresh()
    assert db.session.execute(select(func.count(), func.max(Scorecard.version))).one() == (1, 1)


def test_an_unfinished_card_cannot_be_finished_in_the_background(client, edition, judge, project):
    form = find_form(client.get(f"/{edition.key}/judging/{project.id}"), f"judging/{project.id}")
    answer = client.post(f"/{edition.key}/judging/{project.id}/finish", data=form.values(), headers={"X-Autosave": "1"})
    assert (answer.status_code, answer.get_json()["code"]) == (422, "scorecard_incomplete")


def test_a_changed_script_changes_the_address_of_every_script_that_imports_it(tmp_path):
    outer, inner = tmp_path / "outer.js", tmp_path / "inner.js"
    outer.write_text('import { act } from "./inner.js";\nact();\n')
    inner.write_text("export const act = () => {};\n")
    before = scripts.digest(outer)
    inner.write_text("export const act = () => { document.title = ''; };\n")
    assert scripts.digest(outer) != before
    assert f'"./inner.js?v={scripts.digest(inner)}"' in scripts.with_digests(outer.read_text(), outer)
