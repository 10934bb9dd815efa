"""A bundle with nominations and awards: one place, one weight, one award forged is found and named."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pytest

from hackathon.results import bundle_files as layout
from hackathon.results import container, recount
from hackathon.results.container import Difference
from hackathon.rules import chain, methods, nominations, recounting
from hackathon.rules.nominations import Nomination
from hackathon.rules.scoring import Card, Criterion, Rubric, Scale
from tests.results.test_verify import BUNDLE, made

OLD = container.read(BUNDLE, layout.NAMES)[0]


def published(method="mean"):
    """Return what is published with two nominations and two awards, the entries of the chain, and the open ones."""
    files = made(method)
    publication = json.loads(files[layout.PUBLICATION])
    lines = [line.split(",") for line in files[layout.CHAIN].decode().splitlines()[1:]]
    entries = [SimpleNamespace(number=int(number), seal=seal, digest=digest) for number, seal, digest in lines]
    revealed = [json.loads(line) for line in files[layout.REVEALED].decode().splitlines()]
    names = chain.judge_names([each["content"]["judge"] for each in revealed])
    cards = [Card(each["content"]["project"], names[each["content"]["judge"]], each["content"]["marks"])
             for each in revealed]  # fmt: skip
    rubric = Rubric(tuple(Criterion(each["key"], each["weight"]) for each in publication["rubric"]["criteria"]))
    ids = [line["project_id"] for line in publication["standings"]]
    told = [("new", "all", {"novelty": 1}, tuple(sorted(ids))), ("some", "picked", {"impact": 1, "novelty": 3}, (1, 3))]
    standing = [Nomination(key, weights, own) for key, _, weights, own in told]
    rankings = nominations.rankings(methods.newest(method), standing, cards, rubric, Scale(1, 5))
    publication["nominations"] = [
        {"key": key, "kind": kind, "weights": weights, "name": {"en": key}, "description": {},
         "standings": nominations.numbers(ranking)}
        for (key, kind, weights, _), ranking in zip(told, rankings, strict=True)]  # fmt: skip
    first, last = publication["standings"][0]["project_id"], publication["standings"][3]["project_id"]
    publication["awards"] = [
        {"name": {"en": "First prize"}, "project_id": first, "prize": 1, "nomination": "", "reason": ""},
        {"name": {"en": "=Prize, “odd”"}, "project_id": last, "prize": 3, "nomination": "", "reason": "It runs"}]
    return publication, entries, revealed


def packed(publication, entries, revealed):
    """Pack it as publishing does: a forger would."""
    return container.pack(layout.all_files(chain.canonical(publication), publication, entries, revealed))


def forged(change, method="mean"):
    publication, entries, revealed = published(method)
    change(publication)
    with pytest.raises(Difference) as found:
        recount.verify(packed(publication, entries, revealed))
    return str(found.value)


@pytest.mark.parametrize("method", ["mean", "calibrated"])
def test_an_honest_bundle_is_right(method):
    checked = recount.verify(packed(*published(method)))
    assert checked.standings == 5


def test_a_bundle_without_nominations_is_as_it_ever_was():
    assert set(OLD) == set(layout.NAMES)


def swap(publication):
    lines = publication["nominations"][0]["standings"]
    for name in ("place", "project_id"):
        lines[0][name], lines[1][name] = lines[1][name], lines[0][name]


def place(publication):
    publication["nominations"][1]["standings"][1]["place"] = 1


def weight(publication):
    publication["nominations"][1]["weights"]["impact"] = 2


def taken_out(publication):
    publication["nominations"][0]["standings"].pop()


def another(publication):
    publication["awards"][0]["project_id"] = publication["standings"][1]["project_id"]


def lost_reason(publication):
    publication["awards"][1]["reason"] = " "


def stranger(publication):
    publication["awards"][1]["project_id"] = 999


def unknown_nomination(publication):
    publication["awards"][1] |= {"prize": None, "nomination": "gone"}


@pytest.mark.parametrize(("change", "where"), [
    (swap, "nomination new, standing 1"), (place, "nomination some, standing 2: place is 1"),
    (weight, "nomination some, standing"), (taken_out, "nomination new: a project that stands in it is missing"),
    (another, "award 1: it departs from the places"), (lost_reason, "award 2: it departs from the places"),
    (stranger, "award 2: it goes to no project"), (unknown_nomination, "award 2: it rests on a nomination"),
])  # fmt: skip
@pytest.mark.parametrize("method", ["mean", "calibrated"])
def test_a_forgery_that_fits_itself_is_named(change, where, method):
    assert where in forged(change, method)


def test_a_table_that_does_not_fit_is_named_by_its_line():
    publication, entries, revealed = published()
    files = layout.all_files(chain.canonical(publication), publication, entries, revealed)
    files[layout.AWARDS] = files[layout.AWARDS].replace(b"It runs", b"It flies")
    with pytest.raises(Difference) as found:
        recount.verify(container.pack(files))
    assert (found.value.file, found.value.entry) == ("awards.csv", "line 3")
    del files[layout.AWARDS]
    with pytest.raises(Difference) as found:
        recount.verify(container.pack(files))
    assert found.value.file in (layout.AWARDS, layout.MANIFEST)


def test_weights_told_in_two_ways_are_named():
    publication, entries, revealed = published()
    files = layout.all_files(chain.canonical(publication), publication, entries, revealed)
    publication["nominations"][0]["weights"]["novelty"] = 2  # the same proportions, other words
    files[layout.PUBLICATION] = chain.canonical(publication).encode()
    with pytest.raises(Difference) as found:
        recount.verify(container.pack(files))
    assert found.value.file in (layout.RUBRIC, layout.PUBLICATION, layout.MANIFEST)


def test_every_flipped_byte_of_the_new_tables_is_found():
    data = packed(*published())
    for name in layout.FURTHER:
        start = data.index(name.encode())
        for position in range(start, start + 400, 7):
            changed = bytearray(data)
            changed[position] ^= 1
            with pytest.raises(Difference):
                recount.verify(bytes(changed), recounts=False)


def test_recounting_reads_places_as_they_were_published():
    publication, _, _ = published()
    assert recounting.nomination_places(publication["nominations"])["some"].keys() == {1, 3}
