"""Where the rows live: the embedded PostgreSQL, its address, and backups. Usable without Django."""
