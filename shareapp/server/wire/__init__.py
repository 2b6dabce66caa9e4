"""Bytes to values and back (RFC 9110, RFC 9112). No socket, file, clock or thread."""
