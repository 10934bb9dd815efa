"""Have teams worked out beside the web worker, which never loads the solver."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from hackathon.errors import NoSuggestion
from hackathon.rules.grouping import Division, Person, Terms
from hackathon.rules.grouping_worker import packed, unpacked

PATIENCE = 60
ROOT = Path(__file__).parents[2]
NOTHING = Division((), 0, 0)


def divide(people: list[Person], terms: Terms) -> Division:
    """Return the best teams; refuse where none could be worked out in time."""
    command = [sys.executable, "-m", "hackathon.rules.grouping_worker"]
    alone = {name: os.environ[name] for name in ("PATH", "LANG", "SYSTEMROOT") if name in os.environ}
    options = {"capture_output": True, "text": True, "cwd": ROOT, "env": alone, "timeout": PATIENCE}
    try:
        done = subprocess.run(command, input=packed(people, terms), check=True, **options)
    except (subprocess.SubprocessError, OSError) as error:
        raise NoSuggestion() from error
    return unpacked(done.stdout)
