"""What the columns in "my data" are called."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

WORDS: dict[str, Any] = {
    "accepted_at": _l("Accepted"), "added_at": _l("Added"), "admission": _l("Admission"), "answer": _l("Answer"),
    "answered_at": _l("Answered"), "assigned_at": _l("Given"), "at": _l("When"), "cast_at": _l("Cast"),
    "category": _l("Category"), "checked_at": _l("Checked"), "closed_at": _l("Closed"),
    "comment_to_jury": _l("Comment to the jury"), "comment_to_team": _l("Comment to the team"),
    "contact_email": _l("E-mail of the contact"), "contact_name": _l("Name of the contact"), "content": _l("Content"),
    "correction": _l("Correction"), "created_at": _l("Made"), "criterion_id": _l("Criterion"),
    "criterion_means": _l("Means"), "criterion_ranges": _l("Lowest and highest marks"),
    "deactivated_at": _l("Deactivated"), "decided_at": _l("Decided"), "declared_at": _l("Declared"),
    "demo_url": _l("Demo"), "description": _l("Description"), "details": _l("Details"), "edition_id": _l("Edition"),
    "email": _l("Email"), "email_confirmed_at": _l("E-mail confirmed"), "entered_at": _l("Entered"),
    "expires_at": _l("Ends by itself"), "faculty": _l("Faculty"), "family_name": _l("Family name"),
    "filed_at": _l("Filed"), "finished_at": _l("Finished"), "gender": _l("Gender"), "given_name": _l("Given name"),
    "granted_at": _l("Given"), "grounds": _l("Grounds"), "id": _l("Number"),
    "is_administrator": _l("Administrator"), "joined_at": _l("Joined"), "key": _l("Key"), "language": _l("Language"),
    "languages": _l("Languages"), "latin_name": _l("Name in Latin letters"), "marks": _l("Marks"),
    "media_type": _l("Type of file"), "method": _l("Method"), "name": _l("Name"), "note": _l("Note"),
    "number": _l("Number"), "opened_at": _l("Opened"), "origin": _l("Origin"), "outcome": _l("Outcome"),
    "part": _l("Part"), "patronymic": _l("Patronymic (if any)"), "pitch": _l("In short"), "place": _l("Place"),
    "project_id": _l("Project"), "project_title": _l("Project"), "proposed_at": _l("Proposed"),
    "published_at": _l("Published"), "purpose": _l("Purpose"), "ranking": _l("Order"), "reason": _l("Reason"),
    "recipient": _l("Recipient"), "registered_at": _l("Registered"), "removed_at": _l("Removed"),
    "repository_url": _l("Code"), "request": _l("Request"), "reviews": _l("Reviews"), "revision": _l("Revision"),
    "revoked_at": _l("Revoked"), "role": _l("Role"), "round_number": _l("Round"), "saved_at": _l("Saved"),
    "score": _l("Score"), "scorecard_id": _l("Scorecard"), "sent_at": _l("Sent"), "sha256": _l("SHA-256"),
    "size": _l("Size"), "state": _l("State"), "status": _l("Status"), "step": _l("Step"), "subject": _l("Subject"),
    "subject_id": _l("Number of the subject"), "submitted_at": _l("Handed in"), "team": _l("Team"),
    "team_id": _l("Team"), "team_name": _l("Team"), "title": _l("Title"), "tracks": _l("Challenges"),
    "university_id": _l("University"), "university_other": _l("Name of another university"),
    "uploaded_at": _l("Uploaded"), "used_at": _l("Used"), "user_agent": _l("Browser"), "value": _l("Mark"),
    "verb": _l("What was done"), "version": _l("Version of the text"), "video_url": _l("Video"),
    "with_finished": _l("With finished scorecards"), "withdrawn_at": _l("Withdrawn"),
    "withheld_at": _l("Withheld"), "ended_at": _l("Ended"), "first_seen_at": _l("First seen"), "form": _l("Form"),
    "last_seen_at": _l("Last seen"), "last_used_at": _l("Last used"), "new_agreed_at": _l("New address confirmed"),
    "new_email": _l("New address"), "offer_ends_at": _l("Offer ends"), "old_agreed_at": _l("Old address confirmed"),
    "question_id": _l("Question"), "queued_at": _l("On the waitlist since"), "second_factor": _l("Second factor"),
    "taken": _l("Taken over"), "applied_at": _l("Confirmed"), "asked_at": _l("Asked"),
    "birth_date": _l("Date of birth"), "challenges": _l("Challenges"), "closing": _l("How it ended"),
    "consented_at": _l("Consented"), "consented_name": _l("Name under the consent"), "fate": _l("What became of it"),
    "guardian_email": _l("E-mail address of the guardian"), "guardian_language": _l("Language of the letter"),
    "guardian_name": _l("Guardian"), "invited_as": _l("Invited as"), "made_at": _l("Made"),
    "other_skills": _l("Other skills"), "since": _l("Since"), "skills": _l("Skills"),
    "text_language": _l("Language of the text"), "text_version": _l("Version of the text"),
    "words": _l("In your own words"),
}  # fmt: skip
