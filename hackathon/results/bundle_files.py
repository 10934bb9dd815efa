"""The files of a recount bundle, each written from what it rests on: the verifier writes them again and compares."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from hackathon.results.explanation import README
from hackathon.rules import chain
from hackathon.web.csv_export import neutral

FORMAT = 1
PUBLICATION, RUBRIC, STANDINGS = "publication.json", "rubric.json", "standings.csv"
CHAIN, REVEALED, JUDGES, MARKS = "chain.csv", "revealed.jsonl", "judges.csv", "marks.csv"
MANIFEST, EXPLANATION = "manifest.json", "README.txt"
NAMES = (PUBLICATION, RUBRIC, STANDINGS, CHAIN, REVEALED, JUDGES, MARKS, MANIFEST, EXPLANATION)
COLUMNS = ("position", "place", "project_id", "project_title", "team_name", "score", "rank_low", "rank_high", "p_best",
           "p_top3", "reviews")


def all_files(text: str, publication: Mapping[str, Any], entries: Iterable[Any], revealed: Sequence[Mapping]) -> dict:
    """Return every file of the bundle; `text` is the publication as it was digested."""
    files = {
        PUBLICATION: text,
        RUBRIC: rubric(publication),
        STANDINGS: standings(publication),
        CHAIN: table(("number", "seal", "digest"), ((each.number, each.seal, each.digest) for each in entries)),
        REVEALED: "".join(chain.canonical(each) + "\n" for each in revealed),
        JUDGES: judges(revealed),
        MARKS: marks(publication, revealed),
        EXPLANATION: README,
    }
    written = {name: content.encode() for name, content in files.items()}
    return {**written, MANIFEST: manifest(publication, written).encode()}


def rubric(publication: Mapping[str, Any]) -> str:
    """Write scale, criteria with weights, and the method with its version."""
    return chain.canonical({"method": publication["method"], **publication["rubric"]}) + "\n"


def standings(publication: Mapping[str, Any]) -> str:
    """Write the published lines as a table."""
    return table(COLUMNS, ([line.get(name) for name in COLUMNS] for line in publication["standings"]))


def judges(revealed: Iterable[Mapping]) -> str:
    """Write which token each judge's name stands for."""
    names = chain.judge_names([each["content"]["judge"] for each in revealed])
    return table(("judge", "token"), ((name, token) for token, name in names.items()))


def marks(publication: Mapping[str, Any], revealed: Sequence[Mapping]) -> str:
    """Write every mark that counts, with the number of the entry that proves it."""
    names = chain.judge_names([each["content"]["judge"] for each in revealed])
    keys = [criterion["key"] for criterion in publication["rubric"]["criteria"]]
    rows = (
        (each["number"], said["project"], names[said["judge"]], key, said["marks"][key])
        for each in revealed
        for said in (each["content"],)
        for key in keys
        if key in said["marks"]
    )
    return table(("entry", "project", "judge", "criterion", "mark"), rows)


def manifest(publication: Mapping[str, Any], written: Mapping[str, bytes]) -> str:
    """Write what the bundle is, and the size and SHA-256 of every other file."""
    files = {
        name: {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        for name, content in written.items()
        if name != MANIFEST
    }
    told = {"chain": publication["chain"], "edition": publication["edition"], "method": publication["method"]}
    digest = files[PUBLICATION]["sha256"]
    return chain.canonical({"format": FORMAT, "publication": digest, "files": files, **told}) + "\n"


def table(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Write a table in UTF-8 with line feeds; no cell runs as a formula in a spreadsheet program."""
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([neutral(cell) for cell in row] for row in rows)
    return lines.getvalue()
