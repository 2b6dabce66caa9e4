"""File system to Response. Opens files, never listens."""
