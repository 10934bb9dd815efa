"""Letters: an action queues a row in its own transaction; a worker delivers."""

from hackathon.outbox.letters import public_url, queue

__all__ = ["public_url", "queue"]
