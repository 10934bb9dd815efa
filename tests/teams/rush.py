"""Several processes that do random things in the same edition at once: `python -m tests.teams.rush '{...}'`."""

from __future__ import annotations

import json
import os
import random
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from hackathon import create_app
from hackathon.config import Settings
from tests.teams.deeds import OFTEN, Deeds


def main(given: dict[str, Any]) -> None:
    """Start the processes from one that has loaded everything and asked the database nothing."""
    settings = Settings(
        database_url=given["url"], testing=True, instance_path=Path(given["folder"]), secret_key="only for tests",
        rate_limits=False, second_factor=False,
    )
    app, children = create_app(settings), []
    for seed in range(given["processes"]):
        reading, writing = os.pipe()
        if os.fork() == 0:
            os.write(writing, json.dumps(done_by(app, given, seed)).encode())
            os._exit(0)
        os.close(writing)
        children.append(reading)
    for each in children:
        with os.fdopen(each) as pipe:
            sys.stdout.write(pipe.read() + "\n")


def done_by(app: Any, given: dict[str, Any], seed: int) -> dict[str, int]:
    """Do so many deeds and count what became of them; a failure is named, too."""
    rng, outcomes, deeds = random.Random(seed), Counter(), Deeds(given["edition_id"], given["user_ids"])
    for _ in range(given["steps"]):
        kind, person, pick = rng.choice(OFTEN), rng.randrange(1000), rng.randrange(1000)
        try:
            with app.app_context():
                outcomes[f"{kind} {deeds.do(kind, person, pick, str(seed))}"] += 1
        except Exception as failure:
            outcomes[f"FAILED {kind} {failure!r}"[:400]] += 1
    return outcomes


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
