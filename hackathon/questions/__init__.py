"""Questions that organizers put together without code, and the answers; registration asks them, other forms can."""
