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
NOMINATIONS, AWARDS = "nominations.csv", "awards.csv"
NAMES = (PUBLICATION, RUBRIC, STANDINGS, CHAIN, REVEALED, JUDGES, MARKS, MANIFEST, EXPLANATION)
FURTHER = (NOMINATIONS, AWARDS)  # only where there are some
COLUMNS = ("position", "place", "project_id", "project_title", "team_name", "score", "rank_low", "rank_high", "p_best",
           "p_top3", "reviews")
PLACED = ("position", "place", "project_id", "score", "rank_low", "rank_high", "p_best", "p_top3", "reviews")
GIVEN = ("number", "name", "prize", "nomination", "project_id", "project_title", "reason")


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
        **further(publication),
    }
    written = {name: content.encode() for name, content in files.items()}
    return {**written, MANIFEST: manifest(publication, written).encode()}


def rubric(publication: Mapping[str, Any]) -> str:
    """Write scale, criteria with weights, the method with its version, and what counts in nominations."""
    weights = {each["key"]: each["weights"] for each in publication.get("nominations", ())}
    nominations = {"nominations": weights} if weights else {}
    return chain.canonical({"method": publication["method"], **publication["rubric"], **nominations}) + "\n"


def further(publication: Mapping[str, Any]) -> dict[str, str]:
    """Write the places of nominations and the awards as tables, where there are some."""
    files = {}
    if publication.get("nominations"):
        rows = ([each["key"], *(line.get(name) for name in PLACED)]
                for each in publication["nominations"] for line in each["standings"])  # fmt: skip
        files[NOMINATIONS] = table(("nomination", *PLACED), rows)
    if publication.get("awards"):
        titles = {line["project_id"]: line["project_title"] for line in publication["standings"]}
        rows = ([number, chain.canonical(each["name"]), each["prize"], each["nomination"], each["project_id"],
                 titles.get(each["project_id"]), each["reason"]]
                for number, each in enumerate(publication["awards"], 1))  # fmt: skip
        files[AWARDS] = table(GIVEN, rows)
    return files


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
