"""Child processes that never outlive the tests."""

from __future__ import annotations

import ctypes
import signal
import sys
from collections.abc import Callable

LINUX_SET_PARENT_DEATH_SIGNAL = 1


def die_with_parent(number: signal.Signals) -> Callable[[], None]:
    """Give a `preexec_fn`: when the test process is killed, the system sends this signal to the child."""
    library = ctypes.CDLL(None)

    def ask_the_system() -> None:
        if sys.platform == "linux":
            library.prctl(LINUX_SET_PARENT_DEATH_SIGNAL, number)

    return ask_the_system
