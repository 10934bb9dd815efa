"""Letters on their way: out of the outbox, through a real mail server, to the link that a person opens."""

from __future__ import annotations

import contextvars
import re
from typing import Any

from hackathon import clock
from hackathon.outbox import delivery
from tests.support.smtp import SmtpServer

LINK = re.compile(r"<https?://[^/]+(/[^>\s]+)>")


class Postman:
    """Deliver what waits, as the worker does, and read what arrived."""

    def __init__(self, app: Any, server: SmtpServer) -> None:
        self._app = app
        self._server = server

    def link(self, address: str, part: str = "") -> str:
        """Give the newest link in the letters to an address, without the host; `part` is in that link."""
        contextvars.Context().run(self._deliver)
        found = [link for text in self.texts(address) for link in LINK.findall(text) if part in link]
        assert found, f"no link with {part!r} in {len(self._server.to(address))} letters to {address}"
        return found[-1]

    def texts(self, address: str) -> list[str]:
        """Give the words of every letter that reached an address."""
        return [letter.get_body(("plain",)).get_content() for letter in self._server.to(address)]

    def _deliver(self) -> None:
        with self._app.app_context():
            sent, failed = delivery.deliver(now=clock.now(), limit=100)
        assert not failed, f"{failed} letters were refused, {sent} were sent"
