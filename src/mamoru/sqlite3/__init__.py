"""Django's backend for SQLite, in which transactions of several processes take turns."""
