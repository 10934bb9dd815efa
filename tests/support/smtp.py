"""A real mail server in the test process."""

from __future__ import annotations

import socket
import threading
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class SmtpServer(Controller):
    """Keep what arrives in `messages`; answer with `refusal` instead where one is set ("451 busy", "550 unknown")."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []
        self.refusal: str | None = None
        self._arrived = threading.Condition()
        self._socket = socket.create_server(("127.0.0.1", 0))
        super().__init__(self, hostname="127.0.0.1", port=self._socket.getsockname()[1])

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.refusal:
            return self.refusal
        message = message_from_bytes(envelope.original_content, policy=policy.default)
        with self._arrived:
            self.messages.append(message)
            self._arrived.notify_all()
        return "250 taken"

    def wait_for(self, count: int, seconds: float = 10) -> list[EmailMessage]:
        """Give the messages as soon as there are `count` of them."""
        with self._arrived:
            enough = self._arrived.wait_for(lambda: len(self.messages) >= count, seconds)
        assert enough, f"{len(self.messages)} of {count} letters arrived within {seconds} seconds"
        return self.messages

    def to(self, address: str) -> list[EmailMessage]:
        return [message for message in self.messages if address in str(message["To"])]

    def _create_server(self):  # type: ignore[no-untyped-def]
        return self.loop.create_server(self._factory_invoker, sock=self._socket)
