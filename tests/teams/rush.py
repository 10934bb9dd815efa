"""One of several processes that do random things in the same edition: `python -m tests.teams.rush '{...}'`."""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from pathlib import Path

from hackathon import create_app
from hackathon.config import Settings
from tests.teams.deeds import OFTEN, Deeds


def main(given: dict) -> None:
    settings = Settings(
        database_url=given["url"], testing=True, instance_path=Path(given["folder"]), secret_key="only for tests",
        rate_limits=False, second_factor=False,
    )
    app, rng, outcomes = create_app(settings), random.Random(given["seed"]), Counter()
    deeds = Deeds(given["edition_id"], given["user_ids"])
    sys.stdin.readline()
    for _ in range(given["steps"]):
        kind, person, pick = rng.choice(OFTEN), rng.randrange(1000), rng.randrange(1000)
        with app.app_context():
            outcomes[f"{kind} {deeds.do(kind, person, pick, str(given['seed']))}"] += 1
    sys.stdout.write(json.dumps(outcomes))


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
