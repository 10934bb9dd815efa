"""The rulebook: what people argue about, as short pure files. No Flask, no database, no clock."""
