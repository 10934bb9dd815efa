"""How many people take part, from where, and how far they come: exact for organizers, careful for everybody."""
