"""Every size and time bound of the engine in one place: the unit is in the name, the reason beside it."""

from dataclasses import dataclass

KIB = 1024
MIB = 1024 * KIB
GIB = 1024 * MIB


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds that keep one client from starving the others. All are per share; times are seconds."""

    # The head. nginx allows 8 KiB a line, Apache 8 KiB a line and 100 fields; browsers with cookies stay below 4 KiB.
    target_bytes: int = 8 * KIB  # request line; longer is 414
    field_bytes: int = 8 * KIB  # one header line; longer is 431
    header_count: int = 100  # more is 431
    head_bytes: int = 64 * KIB  # the whole head; longer is 431

    # The body.
    body_bytes: int = 64 * MIB  # of any request that is not an upload; longer is 413
    upload_bytes: int = 2 * GIB  # one uploaded file; longer is 413
    chunk_line_bytes: int = 4 * KIB  # a chunk's size line with its extensions, and each trailer line
    form_parts: int = 1000  # of one form, files and fields; more is 413
    disk_reserve_bytes: int = 256 * MIB  # left free for the computer itself; an upload that would take of it is 507
    upload_idle_s: float = 24 * 3600.0  # an unfinished upload that nobody has gone on with is removed after it
    # Reading a body holds up a worker, so slow ones are bounded: by number, and by how slow they may be.
    bodies: int = 192  # being read at once; more is 503, and a quarter of the workers is left to those who only read
    bodies_per_client: int = 32  # the page sends a few at a time, rclone with every option 32
    body_bytes_per_s: int = 256  # on average once ``stall_s`` was spent waiting for it; slower is 408
    drain_bytes: int = 256 * KIB  # unread body worth reading to keep a connection; beyond it closing is cheaper

    # The answer.
    ranges: int = 16  # more in one Range header is an attack (CVE-2011-3192): the whole file is sent instead
    listing_entries: int = 200_000  # of one folder page
    archive_members: int = 100_000  # of one ZIP archive, 30 MiB while it is sent; more is 422
    archives: int = 64  # ZIP archives at once; more is 503

    # Small pictures, made in processes of their own.
    thumbnails: int = 2  # at once: more would take the disk and the processors from the transfers
    thumbnails_waiting: int = 64  # requests that wait for their turn, a worker each; more is 503
    thumbnail_s: float = 10.0  # for one; after it there is none
    thumbnail_cache_bytes: int = 256 * MIB  # of disk, some 20,000 pictures; the longest unused go first

    # Connections.
    connections: int = 4096  # open at once; beyond it the longest idle one is closed, then accepting pauses
    connections_per_client: int = 256  # one address, so that a single phone cannot use up the share
    requests_per_connection: int = 1_000_000  # a bound that only an endless client meets
    workers: int = 256  # threads at work at once; idle connections need none
    backlog: int = 1024  # connections the system may hold before we accept them

    # Time. Deadlines are for the whole phase, not for each read, so that dripping bytes does not extend them.
    handshake_s: float = 10.0
    head_s: float = 10.0  # from a request's first byte to its blank line; 408 after it
    idle_s: float = 60.0  # a kept-alive connection without a request; phones come back within a minute
    stall_s: float = 30.0  # no byte of a body moved in either direction
    linger_s: float = 2.0  # reading on after a closing answer, so that the client sees it (RFC 9112 section 9.6)
    worker_idle_s: float = 10.0  # a worker without work ends
    stop_grace_s: float = 5.0  # running transfers may finish after stop()

    cgi_processes: int = 16  # scripts at once; more is 503
    cgi_seconds: float = 30.0  # one script's time; 504 after it
    cgi_output_bytes: int = 1 * GIB  # one script's output
