"""`flask results verify`: any single bit that is changed in a bundle is found and named, and so is any forgery."""

from __future__ import annotations

import hashlib
import io
import json
import random
import zipfile

import pytest

from hackathon.results import bundle_files as layout
from hackathon.results import container, recount
from hackathon.results.container import Difference
from hackathon.rules import chain, methods, recounting
from hackathon.rules.scoring import Card, Criterion, Rubric, Scale

CRITERIA = (("impact", 50), ("novelty", 50))
SEEDED = 40  # flips in each member, besides every bit of the container and of the smallest one


def made(method="mean", projects=5, judges=3, forge=lambda lines: None):
    """Make a bundle as publishing does, without a database; `forge` may change what is published."""
    rng = random.Random(7)
    secret, entries, revealed, previous = "ab" * 32, [], [], chain.START
    versions = [(project, judge, status) for project in range(1, projects) for judge in range(judges)
                for status in ("draft", "finished")]
    for number, (project, judge, status) in enumerate(versions, 1):
        said = {"at": "2026-05-04T10:20:30Z", "by": "judge", "judge": chain.judge_token(secret, judge),
                "project": project, "status": status,
                "marks": {key: min(5, max(1, project + judge % 2 + rng.randint(-1, 1))) for key, _ in CRITERIA}}
        salt = rng.randbytes(16).hex()
        entries.append(chain.following(number, previous, salt, chain.canonical(said)))
        previous = entries[-1].digest
        if status == "finished":
            revealed.append({"number": number, "salt": salt, "content": said})
    names = chain.judge_names([each["content"]["judge"] for each in revealed])
    cards = [Card(each["content"]["project"], names[each["content"]["judge"]], each["content"]["marks"])
             for each in revealed]
    rubric, ids = Rubric(tuple(Criterion(*each) for each in CRITERIA)), list(range(1, projects + 1))
    ranking = methods.rank(methods.newest(method), ids, cards, rubric, Scale(1, 5))
    lines = [{**line, "project_title": f"=Project, “{line['project_id']}”", "team_name": "Команда",
              "challenge_slug": "jars", "challenge_title": {"en": "Jars"}}
             for line in recounting.numbers(ranking, ids, cards, rubric)]
    forge(lines)
    publication = {
        "edition": "kz-2026", "method": {"name": method, "version": 1}, "standings": lines,
        "rubric": {"scale_min": 1, "scale_max": 5, "reviews_per_project": 3,
                   "criteria": [{"key": key, "name": {"en": key}, "weight": weight} for key, weight in CRITERIA]},
        "chain": {"head": previous, "length": len(entries)},
    }
    return layout.all_files(chain.canonical(publication), publication, entries, revealed)


FILES = made()
BUNDLE = container.pack(FILES)


def difference(data, **options):
    with pytest.raises(Difference) as found:
        recount.verify(data, **options)
    return found.value


def flipped(data, bit):
    changed = bytearray(data)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def begin_of(name):
    """Say at which byte of the bundle a member's content begins."""
    return BUNDLE.index(FILES[name])


@pytest.mark.parametrize("method", ["mean", "calibrated"])
def test_an_untouched_bundle_is_right(method):
    checked = recount.verify(container.pack(made(method)))
    assert (checked.edition, checked.standings, checked.marks, checked.entries) == ("kz-2026", 5, 24, 24)


def test_the_container_is_a_zip_that_every_program_reads():
    with zipfile.ZipFile(io.BytesIO(BUNDLE)) as packed:
        assert packed.testzip() is None
        assert packed.namelist() == sorted(layout.NAMES)
        assert {name: packed.read(name) for name in packed.namelist()} == FILES
        assert {each.date_time for each in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("name", layout.NAMES)
def test_a_bit_that_is_flipped_in_a_member_is_found_and_the_member_named(name):
    begin, size = begin_of(name), len(FILES[name])
    rng = random.Random(name)
    bits = range(8 * size) if name == layout.JUDGES else {0, 8 * size - 1, *rng.choices(range(8 * size), k=SEEDED)}
    named = {bit: difference(flipped(BUNDLE, 8 * begin + bit)) for bit in bits}
    assert [bit for bit, found in named.items() if found.file != name] == []


def test_every_bit_of_the_zips_own_structure_is_covered():
    """Headers, names, checksums, the directory and its end: every bit outside of the members' contents."""
    inside = [range(begin_of(name), begin_of(name) + len(FILES[name])) for name in layout.NAMES]
    outside = [place for place in range(len(BUNDLE)) if not any(place in each for each in inside)]
    assert len(outside) == len(BUNDLE) - sum(map(len, FILES.values()))
    for place in outside:
        for bit in range(8):
            found = difference(flipped(BUNDLE, 8 * place + bit))
            assert found.file == container.THE_ZIP or found.file in layout.NAMES


@pytest.mark.parametrize(("name", "place", "entry"), [
    ("marks.csv", b"\n14,", "line 14"), ("chain.csv", b"\n5,", "entry 5"), ("revealed.jsonl", b'"number":6', "entry 6"),
    ("standings.csv", b"\n2,", "line 3"), ("judges.csv", b"J2", "line 3"), ("rubric.json", b'"weight":50', "line 1"),
])
def test_the_entry_is_named_in_which_something_differs(name, place, entry):
    at = FILES[name].index(place)
    digit = next(each for each in range(at + len(place), len(FILES[name])) if FILES[name][each:each + 1].isdigit())
    if name == "revealed.jsonl":
        digit = FILES[name].index(b'"salt":"', at) + 8
    found = difference(flipped(BUNDLE, 8 * (begin_of(name) + digit)))
    assert (found.file, found.entry) == (name, entry)


def repacked(files, **changes):
    """Pack again with other files; the manifest and the checksums are made to fit, as a forger would."""
    files = {**files, **{name.replace("_", "."): content for name, content in changes.items()}}
    publication = json.loads(files[layout.PUBLICATION])
    return container.pack({**files, layout.MANIFEST: layout.manifest(publication, files).encode()})


@pytest.mark.parametrize(("name", "old", "new", "file"), [
    ("marks.csv", b",impact,", b",novelty,", "marks.csv"),
    ("chain.csv", b"\n3,", b"\n4,", "chain.csv"),
    ("revealed.jsonl", b'"impact":2', b'"impact":5', "revealed.jsonl"),
    ("revealed.jsonl", b"10:20:30", b"10:20:31", "revealed.jsonl"),
    ("rubric.json", b'"weight":50', b'"weight":51', "rubric.json"),
    ("standings.csv", b"Project", b"Prospect", "standings.csv"),
    ("judges.csv", b"J1", b"J9", "judges.csv"),
])
def test_a_forger_who_mends_manifest_and_checksums_is_found(name, old, new, file):
    assert old in FILES[name]
    data = repacked(FILES, **{name.replace(".", "_"): FILES[name].replace(old, new, 1)})
    assert difference(data).file == file


@pytest.mark.parametrize(("method", "number", "value"), [
    ("mean", "score", "5/1"), ("mean", "place", 2), ("mean", "reviews", 9), ("mean", "criterion_means", {}),
    ("calibrated", "score", "4.900000000"), ("calibrated", "rank_low", 2), ("calibrated", "rank_high", 5),
    ("calibrated", "p_best", 0.1), ("calibrated", "p_top3", 0.1), ("calibrated", "place", 3),
])
def test_a_forger_who_publishes_other_numbers_is_found_by_the_recount(method, number, value):
    """Everything fits together but the marks: digest, manifest, tables, checksums."""
    data = container.pack(made(method, forge=lambda lines: lines[0].update({number: value})))
    found = difference(data)
    assert (found.file, found.entry) == ("publication.json", "standing 1")
    assert found.what.startswith(f"{number} is {value}, recounted")


@pytest.mark.parametrize("name", sorted({*layout.NAMES} - {layout.MANIFEST, layout.EXPLANATION}))
def test_whatever_a_forger_writes_is_a_difference_and_no_crash(name):
    """Bytes changed, cut out, doubled; with and without a manifest that was mended."""
    rng = random.Random(f"forger of {name}")
    for _ in range(150):
        content = bytearray(FILES[name])
        place, other = sorted(rng.sample(range(len(content)), 2))
        piece = rng.choice([rng.randbytes(1), b"", b"\xd0", b"-1", b"null", b"9" * 5000, bytes(content[place:other])])
        content[place : place + rng.choice([0, 1, 1, 5])] = piece
        if content == FILES[name]:
            continue
        difference(container.pack({**FILES, name: bytes(content)}))
        try:
            mended = repacked(FILES, **{name.replace(".", "_"): bytes(content)})
        except (ValueError, KeyError, TypeError):
            continue  # the forger's own tool cannot read it
        if name != layout.PUBLICATION:
            difference(mended)
            continue
        try:
            # Texts that nothing rests on, such as a team's name: only the fingerprint on the page tells.
            assert recount.verify(mended).publication != recount.verify(BUNDLE).publication
        except Difference:
            continue


def test_a_project_in_another_order_is_found():
    found = difference(container.pack(made(forge=lambda lines: lines.insert(0, lines.pop(1)))))
    assert (found.file, found.entry) == ("publication.json", "standing 1")


def test_draws_of_another_processor_are_let_through_only_when_asked():
    def nearly(lines):
        lines[0]["p_best"] = round(lines[0]["p_best"] - 0.01, 3)

    data = container.pack(made("calibrated", forge=nearly))
    assert "--drawn-elsewhere" in difference(data).what
    assert recount.verify(data, elsewhere=True).standings == 5


def test_a_chain_that_was_cut_off_or_made_longer_is_found():
    lines = FILES["chain.csv"].splitlines(keepends=True)
    for changed in (lines[:-1], [*lines, lines[-1]], [lines[0], *lines[2:]]):
        assert difference(repacked(FILES, chain_csv=b"".join(changed))).file == "chain.csv"


def test_a_card_that_counts_twice_or_is_hidden_is_found():
    lines = FILES["revealed.jsonl"].splitlines(keepends=True)
    assert difference(repacked(FILES, revealed_jsonl=b"".join([lines[0], *lines]))).file == "revealed.jsonl"
    hidden = difference(repacked(FILES, revealed_jsonl=b"".join(lines[1:])))
    assert hidden.file == "marks.csv"


def zipped(*members, compression=zipfile.ZIP_STORED):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", compression) as packed:
        for name, content in members:
            packed.writestr(zipfile.ZipInfo(name), content, compress_type=compression)
    return target.getvalue()


MALFORMED = {
    "nothing": (b"", "it is not a zip file"),
    "a text": (b"team,judge\n" * 9, "it is not a zip file"),
    "a beginning only": (BUNDLE[:20], "in the middle"),
    "half of it": (BUNDLE[: len(BUNDLE) // 2], "but the zip ends before"),
    "an empty zip": (zipped(), "it is not a zip file"),
    "more at the end": (BUNDLE + b"x", "not what the command writes"),
    "more at the beginning": (b"x" + BUNDLE, "it is not a zip file"),
    "a way out of the folder": (zipped(("../../etc/passwd", "x")), "no file of a bundle"),
    "an absolute path": (zipped(("/README.txt", "x")), "no file of a bundle"),
    "a backslash": (zipped(("..\\README.txt", "x")), "no file of a bundle"),
    "a stranger": (zipped(("notes.txt", "x")), "no file of a bundle"),
    "control characters": (zipped(("\x1b[2J.txt", "x")), "no file of a bundle"),
    "a member twice": (container.pack({"README.txt": b"x"})[: 40 + 1] * 2, "it is there twice"),
    "a bomb": (zipped(("README.txt", b"0" * 5_000_000), compression=zipfile.ZIP_DEFLATED), "it is compressed"),
    "too much": (BUNDLE + bytes(container.LARGEST), "it is larger than 64 MB"),
    "a missing member": (container.pack({k: v for k, v in FILES.items() if k != "marks.csv"}), "it is missing"),
    "hostile JSON": (repacked(FILES, revealed_jsonl=b"[" * 100_000 + b"\n"), ""),
    "another format": (container.pack({**FILES, "manifest.json": b'{"format":2}\n'}), "format 1"),
    "a publication of nothing": (container.pack({**FILES, "publication.json": b"{}"}), "SHA-256"),
}  # fmt: skip


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("case", MALFORMED)
def test_what_is_no_bundle_is_refused_clearly(any_app, tmp_path, case):
    data, words = MALFORMED[case]
    path = tmp_path / "bundle.zip"
    path.write_bytes(data)
    answer = any_app.test_cli_runner().invoke(args=["results", "verify", str(path)])
    assert answer.exit_code == 1, answer.exception
    assert answer.output.startswith("Error: No. ")
    assert words in answer.output
    assert "\x1b" not in answer.output
    assert list(tmp_path.iterdir()) == [path]


def test_the_example_is_digested_as_it_says():
    assert recount.verify(BUNDLE).bundle == hashlib.sha256(BUNDLE).hexdigest()
