"""What a guardian consents to. Change the text, and give it a new version: each consent keeps what was read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l


@dataclass(frozen=True)
class GuardianText:
    """One version, in the shape of the texts that people consent to for themselves."""

    purpose: str
    version: str
    title: Any
    label: Any
    text: Any


TEXT = GuardianText(
    "guardian", "1", _l("Consent of a guardian"), _l("I am a parent or guardian of this person and consent"),
    _l(
        "In a hackathon, students work in small teams on a task from practice for a few days, at an event or over the "
        "internet, and show their work to a jury. With your consent the person may take part in this and may come to "
        "the event.\n\nThe organizers keep name, address, university and what the team hands in, to run the event and "
        "to count participants. The date of birth, your name and your address are seen by the organizers at most, "
        "never by teams or the jury.\n\nPhotographs, a public name in the results and contact by partners are not part "
        "of this consent: the person is asked for each of them separately and can refuse. You can take your consent "
        "back at any time with the link of the letter; then the person no longer takes part."
    ),
)  # fmt: skip
