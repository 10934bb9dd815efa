"""Registration: the form, applications, places, waitlist and what organizers decide."""
