"""The recount bundle: what it holds and leaves out, where it is offered, and that it never changes."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import subprocess
import sys
import zipfile

import pytest

from hackathon import clock
from hackathon.accounts.models import ConsentPurpose
from hackathon.config import ROOT
from hackathon.db import db
from hackathon.editions import scope
from hackathon.judging import actions
from hackathon.judging.sheets import Seat, Sheet
from hackathon.results import bundle_files as layout
from hackathon.results import recount
from hackathon.results.models import PublishedResults
from hackathon.rules import chain
from tests import factories
from tests.results.worlds import judged, publish, published, withdraw
from tests.support.clients import afresh
from tests.support.forms import text_of

FIELD = [[5, 5, 4], [4, 4, 4], [5, 3, 4]], [[1, 2, 3], [3, 2, 2], [2, 2, 1]], [[2, 3, 5], [4, 4, 5]], []


def results():
    afresh()
    return db.session.query(PublishedResults).order_by(PublishedResults.revision.desc()).first()


def bundle_of(client, world):
    answer = client.get(f"{world.results}/bundle")
    assert answer.status_code == 200
    return answer.data


def files_of(data):
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        assert packed.testzip() is None
        return {name: packed.read(name).decode() for name in packed.namelist()}


@pytest.mark.parametrize("method", ["mean", "calibrated"])
def test_a_visitor_downloads_the_bundle_and_the_recount_agrees(app, new_client, client, method):
    world = published(new_client, *FIELD, method=method)
    answer = client.get(f"{world.results}/bundle")
    assert answer.mimetype == "application/zip"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{world.edition.key}-recount.zip"'
    checked = recount.verify(answer.data)
    assert (checked.edition, checked.publication) == (world.edition.key, results().digest)
    assert (checked.standings, checked.marks, checked.entries) == (4, 24, 8)


def test_the_page_shows_both_fingerprints_and_explains_how_to_check(app, new_client, client):
    world = published(new_client, *FIELD)
    page = text_of(client.get(world.results))
    assert hashlib.sha256(bundle_of(client, world)).hexdigest() in page
    assert results().digest in page
    assert f"flask results verify {world.edition.key}-recount.zip" in page


def test_marks_have_pseudonyms_and_entries_prove_them(app, new_client, client):
    world = published(new_client, *FIELD)
    files = files_of(bundle_of(client, world))
    assert sorted(files) == sorted(layout.NAMES)
    revealed = [json.loads(line) for line in files["revealed.jsonl"].splitlines()]
    seals = [row["seal"] for row in csv.DictReader(io.StringIO(files["chain.csv"]))]
    for entry in revealed:
        text = chain.canonical(entry["content"])
        assert hashlib.sha256(f"{entry['salt']}\n{text}".encode()).hexdigest() == seals[entry["number"] - 1]
    rows = list(csv.DictReader(io.StringIO(files["marks.csv"])))
    assert {row["judge"] for row in rows} == {"J1", "J2", "J3"}
    first = {(row["judge"], row["criterion"]): int(row["mark"]) for row in rows
             if int(row["project"]) == world.projects[0].id}
    assert sorted(first.values()) == sorted([5, 5, 4, 4, 4, 4, 5, 3, 4])
    manifest = json.loads(files["manifest.json"])
    assert {name: each["sha256"] for name, each in manifest["files"].items()} == {
        name: hashlib.sha256(text.encode()).hexdigest() for name, text in files.items() if name != "manifest.json"
    }


def test_no_person_and_no_comment_is_in_the_bundle(app, new_client, client):
    world = judged(*FIELD)
    person = factories.student(world.edition, family_name="Сериковатая", given_name="Дана")
    factories.consent(person, ConsentPurpose.PUBLIC_NAME)
    world.add([4, 4, 4], members=[person])
    publish(new_client().sign_in(world.organizer), world)
    text = "".join(files_of(bundle_of(client, world)).values())
    people = [*world.judges, world.organizer, person]
    hidden = ["SECRET OF THE JURY", "For the team", "Judgeson", "Сериковатая", "example.kz"]
    hidden += [part for each in people for part in (each.email, each.family_name, each.latin_name)]
    assert [words for words in hidden if words in text] == []


def test_versions_that_do_not_count_stay_sealed(app, new_client, client):
    world = judged([[5, 5, 4]], over=False)
    project, judge = world.projects[0], factories.judge(world.edition)
    factories.assignment(project, judge)
    seat, who = Seat(world.edition.id, project.id, judge.id), factories.actor(judge)
    keys = [criterion.id for criterion in world.edition.round.criteria]
    with scope.of(world.edition.id):
        for version, marks in enumerate([[1, 1, 1], [2, 2, 2]]):
            sheet = Sheet(dict(zip(keys, marks, strict=True)), version=version)
            actions.finish_scorecard(who, seat, sheet, now=clock.now())
        actions.save_scorecard(who, seat, Sheet({keys[0]: 3}, version=2), now=clock.now())
    assert over(world, new_client, publish).status_code == 303
    files = files_of(bundle_of(client, world))
    assert files["chain.csv"].count("\n") == 5
    revealed = [json.loads(line) for line in files["revealed.jsonl"].splitlines()]
    assert [(each["number"], each["content"]["marks"]["impact"]) for each in revealed] == [(1, 5), (4, 3)]


def over(world, new_client, deed):
    """Let judging end, and do something as the organizer."""
    with scope.every_edition(because="a test ends judging"):
        edition = db.session.merge(world.edition)
        edition.round.judging_closes = clock.now()
        db.session.commit()
    return deed(new_client().sign_in(world.organizer), world)


def test_the_bundle_stays_as_it_was_published(app, new_client, client):
    world = published(new_client, *FIELD)
    first = bundle_of(client, world)
    world.add([1, 1, 1])
    assert bundle_of(client, world) == first
    organizer = new_client().sign_in(world.organizer)
    assert withdraw(organizer, world).status_code == 303
    assert client.get(f"{world.results}/bundle").status_code == 404
    assert publish(organizer, world).status_code == 303
    second = bundle_of(client, world)
    assert second != first
    assert recount.verify(second).entries == recount.verify(first).entries + 1
    lines = [files_of(each)["chain.csv"] for each in (first, second)]
    assert lines[1].startswith(lines[0])


def test_nothing_of_the_chain_is_public_before_publication(app, new_client, client):
    world = judged(*FIELD)
    assert client.get(f"{world.results}/bundle").status_code == 404
    assert client.head(f"{world.results}/bundle").status_code == 404
    shown = client.get(world.results)
    assert "bundle" not in shown.text
    world.add([5, 5, 5])
    again = client.get(world.results)
    assert (again.text, again.headers.get("ETag")) == (shown.text, shown.headers.get("ETag"))


def test_marks_that_were_changed_behind_the_judges_backs_are_not_published(app, new_client):
    from hackathon.judging.models import Mark

    world = judged(*FIELD)
    db.session.query(Mark).first().value = 1
    db.session.commit()
    answer = publish(new_client().sign_in(world.organizer), world)
    assert answer.status_code == 409
    assert "check-invariants" in text_of(answer)
    assert results() is None


def test_a_publication_from_before_there_was_a_chain_has_no_bundle(app, new_client, client):
    world = published(new_client, *FIELD)
    row = results()
    row.chain_length = row.chain_head = row.bundle_sha256 = None
    db.session.execute(layout_free_delete())
    db.session.commit()
    factories.forget_rendered_pages(app)
    assert client.get(f"{world.results}/bundle").status_code == 404
    page = client.get(world.results)
    assert page.status_code == 200
    assert "results/bundle" not in page.text
    assert "chain" not in json.loads(client.get(f"{world.results}.json").text)


def layout_free_delete():
    from sqlalchemy import delete

    from hackathon.results.models import PublishedBundle

    return delete(PublishedBundle)


def test_the_command_writes_the_bundle_of_the_page_and_verifies_it(app, new_client, client, tmp_path):
    world = published(new_client, *FIELD, method="calibrated")
    path = tmp_path / "bundle.zip"
    written = app.test_cli_runner().invoke(args=["results", "bundle", world.edition.key, "--out", str(path)])
    assert (written.exit_code, path.read_bytes()) == (0, bundle_of(client, world))
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert written.output.split()[0] == digest == results().bundle_sha256
    checked = app.test_cli_runner().invoke(args=["results", "verify", str(path), "--sha256", digest])
    assert checked.exit_code == 0
    assert checked.output.startswith("Yes. ")
    assert results().digest in checked.output
    other = app.test_cli_runner().invoke(args=["results", "verify", str(path), "--sha256", "0" * 64])
    assert (other.exit_code, "No. the zip file: its SHA-256 is" in other.output) == (1, True)


def test_the_command_says_why_there_is_no_bundle(app):
    world = judged(*FIELD)
    for key, words in (("xx-2026", "There is no edition"), (world.edition.key, "are not published")):
        answer = app.test_cli_runner().invoke(args=["results", "bundle", key])
        assert (answer.exit_code, words in answer.output) == (1, True)


@pytest.mark.backends("sqlite")  # the recount has no database
def test_the_recount_needs_no_database(app, new_client, client, tmp_path):
    world = published(new_client, *FIELD, method="calibrated")
    (tmp_path / "bundle.zip").write_bytes(bundle_of(client, world))
    environment = {"PATH": "/usr/bin:/bin", "DATABASE_URL": "postgresql+psycopg://nobody@127.0.0.1:1/nothing",
                   "HACKATHON_INSTANCE": str(tmp_path), "SECRET_KEY": "none"}
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "results", "verify", str(tmp_path / "bundle.zip")]
    answer = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60)
    assert (answer.returncode, answer.stdout[:5]) == (0, "Yes. "), answer.stderr
