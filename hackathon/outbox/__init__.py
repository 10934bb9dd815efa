"""Letters: an action queues a row in its own transaction; a worker delivers."""

from hackathon.outbox.form_letters import queue_form, queue_personal
from hackathon.outbox.letters import Recipient, public_url, queue, queue_many

__all__ = ["Recipient", "public_url", "queue", "queue_form", "queue_many", "queue_personal"]
