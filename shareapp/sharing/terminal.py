"""``shareapp serve``: the share without a window. Addresses and QR code, a line per request, an orderly Ctrl+C."""

import contextlib
import os
import queue
import signal
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import TextIOWrapper
from pathlib import Path
from types import FrameType
from typing import TextIO

from shareapp import __version__
from shareapp.server.content.words import format_size
from shareapp.server.errors import RootUnreadable
from shareapp.server.events import discard
from shareapp.server.layers.lease import Lease
from shareapp.sharing.accesslog import AccessLog
from shareapp.sharing.addresses import Address
from shareapp.sharing.config import SelfSigned, ShareConfig
from shareapp.sharing.controller import ShareController
from shareapp.sharing.events import Batch, EventBuffer, ShareState, StateChanged
from shareapp.sharing.exposure import Survey
from shareapp.sharing.notes import is_worth_a_note
from shareapp.sharing.passwords import entry_path
from shareapp.sharing.quantities import moment
from shareapp.sharing.root import check_listable
from shareapp.sharing.terminal_door import Door, Keyboard
from shareapp.sharing.terminal_exposure import Look, details, summary
from shareapp.sharing.terminal_options import Mistake, Options, help_text, parse
from shareapp.sharing.terminal_password import with_password
from shareapp.sharing.terminal_text import failure_line, request_line, trouble_line
from shareapp.sharing.words import Words, of_this_person

STOPPED, FAILED, MISUSED = 0, 1, 2
"""The exit codes: stopped as asked, could not share, arguments that make no sense."""

_LOOK_S = 0.05
_JOIN_S = 10.0


def main(arguments: Sequence[str]) -> int:
    """Share until Ctrl+C or SIGTERM; the exit code. ``arguments`` are those after ``serve``."""
    words = of_this_person(arguments)
    screen = Screen(sys.stdout, sys.stderr, os.environ)
    if {"-h", "--help"}.intersection(arguments):
        screen.say(help_text(words).rstrip("\n"))
        return STOPPED
    if "--version" in arguments:
        screen.say(f"shareapp {__version__}")
        return STOPPED
    try:
        options = parse(arguments, words)
        if not options.check:
            options = with_password(_askable(options, words), words)
    except KeyboardInterrupt:  # while the password was typed
        screen.say("")
        return STOPPED
    except Mistake as mistake:
        for line in mistake.lines:
            screen.complain(words("error", text=line))
        return MISUSED
    try:
        return _check(options.config, screen, words) if options.check else _share(options, screen, words)
    except BrokenPipeError:
        # The reader of our output went away, as "| head" does: the share ends as with Ctrl+C.
        screen.give_up()
        return STOPPED


def _check(config: ShareConfig, screen: "Screen", words: Words) -> int:
    """Say what devices would see, and share nothing."""
    try:
        check_listable(config.root)
        exposure = Survey(config).finish()
    except RootUnreadable as error:
        unreadable = StateChanged(ShareState.FAILED, error=error)
        screen.complain(words("error", text=failure_line(unreadable, config.host, words)))
        return FAILED
    except KeyboardInterrupt:
        return STOPPED
    screen.say(*details(exposure, config, words))
    return STOPPED


def _askable(options: Options, words: Words) -> Options:
    """The options again. Raises Mistake when devices are to be asked about and nobody is there to answer."""
    if options.config.ask_devices and not sys.stdin.isatty():
        raise Mistake(words("mistake.nobody-to-ask"))
    return options


class Screen:
    """The two streams of the terminal and what they can show."""

    def __init__(self, output: TextIO, errors: TextIO, environment: Mapping[str, str]) -> None:
        self._output = output
        self._errors = errors
        for stream in (output, errors):
            if isinstance(stream, TextIOWrapper):
                stream.reconfigure(errors="replace")  # a terminal without Korean shows a mark instead of failing
        self.is_terminal = output.isatty()
        self.colour = self.is_terminal and not environment.get("NO_COLOR") and _understands_colour(environment)

    def say(self, *lines: str) -> None:
        """Print at once, also into a pipe."""
        self._output.write("".join(f"{line}\n" for line in lines))
        self._output.flush()

    def complain(self, line: str) -> None:
        """Print to standard error."""
        self._errors.write(f"{line}\n")
        self._errors.flush()

    def shows(self, text: str) -> bool:
        """Whether the terminal's encoding has these characters."""
        try:
            text.encode(self._output.encoding or "ascii")
        except UnicodeEncodeError:
            return False
        return True

    def give_up(self) -> None:
        """Nobody reads any more: what is still buffered must not be written, and fail, once more at exit."""
        os.dup2(os.open(os.devnull, os.O_WRONLY), self._output.fileno())


def _understands_colour(environment: Mapping[str, str]) -> bool:
    """Windows' old console shows escape sequences as rubbish; its new terminal and others tell who they are."""
    if sys.platform == "win32":
        return "WT_SESSION" in environment or "TERM" in environment
    return environment.get("TERM", "dumb") != "dumb"


def _access_log(file: Path, options: Options) -> AccessLog:
    return AccessLog(file, options.log_format, rotate_bytes=options.log_rotate_bytes)


def _share(options: Options, screen: Screen, words: Words) -> int:
    try:
        log = None if options.log_file is None else _access_log(options.log_file, options)
    except OSError as error:
        detail = error.strerror or str(error)
        screen.complain(words("error", text=words("start.log-file", path=options.log_file, detail=detail)))
        return FAILED
    buffer = EventBuffer()
    controller = ShareController(buffer, log or discard)
    try:
        with _signals() as asked:
            controller.start(options.config)
            return _Session(controller, buffer, screen, words, options).follow(asked)
    finally:
        controller.stop(0)
        controller.join(_JOIN_S)
        if log is not None:
            log.close()


@contextlib.contextmanager
def _signals() -> Iterator["queue.SimpleQueue[int]"]:
    """The requests to stop as they come. SimpleQueue.put is the one that Python documents as safe in a handler."""
    asked: queue.SimpleQueue[int] = queue.SimpleQueue()

    def remember(number: int, _frame: FrameType | None) -> None:
        asked.put(number)

    names = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")  # the third is a closed terminal, the last is Windows' own
    numbers = [getattr(signal, name) for name in names if hasattr(signal, name)]
    before = {number: signal.signal(number, remember) for number in numbers}
    try:
        yield asked
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class _Session:
    """One share on the screen, from its start to its last state."""

    def __init__(
        self, controller: ShareController, buffer: EventBuffer, screen: Screen, words: Words, options: Options
    ) -> None:
        self._controller = controller
        self._buffer = buffer
        self._screen = screen
        self._words = words
        self._config = options.config
        self._made_password = options.made_password
        self._qr = options.qr and screen.is_terminal
        self._door = Door(controller, words, Keyboard(sys.stdin.fileno())) if self._config.ask_devices else None
        self._look = Look(self._config)
        self._has_ended = False

    def follow(self, asked: "queue.SimpleQueue[int]") -> int:
        """Show what happens until the share has ended; the exit code."""
        with contextlib.closing(self._look):
            return self._follow(asked)

    def _follow(self, asked: "queue.SimpleQueue[int]") -> int:
        while True:
            batch = self._buffer.drain()
            exit_code = self._show(batch)
            self._look_around()
            if exit_code is not None:
                return exit_code
            if (exposure := self._look.result()) is not None:
                self._screen.say(summary(exposure, self._config, self._words))
            with contextlib.suppress(queue.Empty):
                asked.get(timeout=_LOOK_S)
                self._stop()

    def _look_around(self) -> None:
        """Who waits at the door, and whether the share has ended by itself."""
        if self._door is not None:
            for line in self._door.look():
                self._screen.say(line)
        if self._controller.has_ended and not self._has_ended:
            self._has_ended = True
            self._screen.say(self._words("ended"))

    def _stop(self) -> None:
        """The first request lets transfers finish, the second one does not."""
        again = self._controller.state is ShareState.STOPPING
        self._controller.stop(0 if again else None)
        if not again:
            transfers = len(self._controller.transfers())
            key = "stopping.transfers" if transfers else "stopping"
            self._screen.say(self._words(key, count=transfers))

    def _show(self, batch: Batch) -> int | None:
        for change in batch.states:
            if change.state is ShareState.RUNNING:
                self._screen.say(*self._greeting(change))
                self._look.start()
        self._show_events(batch)
        last = batch.states[-1] if batch.states else None
        if last is not None and last.state is ShareState.FAILED:
            self._screen.complain(self._words("error", text=failure_line(last, self._config.host, self._words)))
            return FAILED
        if last is not None and last.state is ShareState.STOPPED:
            totals = batch.totals
            self._screen.say(
                self._words("stopped", devices=totals.devices, requests=totals.requests, sent=format_size(totals.sent))
            )
            return STOPPED
        return None

    def _show_events(self, batch: Batch) -> None:
        for trouble in filter(is_worth_a_note, batch.troubles):
            self._screen.complain(trouble_line(trouble, self._words))
        if batch.dropped:
            self._screen.say(self._words("not-shown", count=batch.dropped))
        if batch.requests:
            colour = self._screen.colour
            self._screen.say(*(request_line(request, self._words, colour=colour) for request in batch.requests))

    def _greeting(self, running: StateChanged) -> Iterator[str]:
        """What is shared, where, and how to stop."""
        words, config = self._words, self._config
        addresses = [address for address in running.addresses if address.kind != "loopback"]
        yield words("sharing", folder=config.root.resolve())
        if addresses:
            yield from _address_lines(addresses, config.scheme, running.port, words)
            yield from self._qr_lines(addresses[0].url(config.scheme, running.port) + entry_path(config.credentials))
            yield words(f"who.{config.rights}")
        else:
            yield words("only-here" if config.host else "no-network")
            here = config.host or "127.0.0.1"
            yield f"  {Address(here, 'loopback', '').url(config.scheme, running.port)}"
        yield from _end_lines(config, self._controller.lease, words)
        yield from _password_lines(config, self._made_password, words)
        yield from _warnings(config, words)
        yield words("how-to-stop")

    def _qr_lines(self, url: str) -> Iterator[str]:
        from shareapp.sharing.qrcode import half_blocks, matrix

        if self._qr and self._screen.shows("█▀▄"):
            yield from half_blocks(matrix(url), colour=self._screen.colour)
            yield self._words("scan-key" if self._config.credentials else "scan")


def _address_lines(addresses: Iterable[Address], scheme: str, port: int, words: Words) -> Iterator[str]:
    rows = [(address.url(scheme, port), address) for address in addresses]
    width = max(len(url) for url, _ in rows)
    for url, address in rows:
        yield f"  {url:<{width}}  {words(f'kind.{address.kind}')} · {address.interface}"


def _end_lines(config: ShareConfig, lease: Lease, words: Words) -> Iterator[str]:
    end = lease.ends_at(config.terms)
    if end is not None:
        yield words("ends.time", time=moment(end))
    if config.ends_after_downloads is not None:
        yield words("ends.downloads", count=config.ends_after_downloads)


def _password_lines(config: ShareConfig, made: str, words: Words) -> Iterator[str]:
    if config.credentials is None:
        return
    yield words("password.made" if made else "password.on", user=config.credentials.user, password=made)
    if config.tls is None:
        yield words("password.plain")


def _warnings(config: ShareConfig, words: Words) -> Iterator[str]:
    if isinstance(config.tls, SelfSigned):
        yield words("self-signed")
    if config.cgi_folders:
        yield words("cgi", folders=", ".join(config.cgi_folders))
