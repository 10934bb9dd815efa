"""Import of participants and teams from a table: read, looked at, carried out in small steps, taken back."""
