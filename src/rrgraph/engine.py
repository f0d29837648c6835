"""The Oxigraph server as an engine that can be stopped: a process beside this one, and another after it.

The server ends a late question itself, by a thread that sleeps until the limit has passed, one for each
question, whether it was long answered or not. So a process is asked some hundred questions, then ends
when it has answered them all, while the next process is asked the rest. A process that is gone, or is
late with its own limit, is ended and started again, and the questions of others that were under way
are put anew: nothing is written, so asking twice does no harm.

A process also ends with the one that started it, however that ends. The system takes the thread that
started it for its parent, so one thread, which lasts as long as the engine, starts them all.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from http.client import HTTPConnection, HTTPException, HTTPResponse
from pathlib import Path
from threading import Lock
from typing import IO, NamedTuple

from rrgraph.errors import RrgraphError, UsageError

HOST = "127.0.0.1"
MEMORY = 4 * 1024**3  # bytes that the engine may take
MOST_ANSWER = 64 * 1024 * 1024  # bytes
MOST_ASKED = 250  # of one process: as many threads may sleep in it, with 2 MB each
MOST_BREAKS = 2  # the first may have been another question's doing
CANCELLED = b"The SPARQL operation has been cancelled"  # ends what was begun, whatever its status
DYING = 5.0  # seconds that a process may take to be gone
PATIENCE = 2.0  # seconds beyond the limit that the engine keeps itself


class TooLate(RrgraphError):
    """A question that was stopped at its limit."""


class TooLarge(RrgraphError):
    """An answer of more than MOST_ANSWER."""


class Broken(RrgraphError):
    """A question that breaks the engine whenever it is put."""


class Request(NamedTuple):
    """A question as the protocol puts it."""

    method: str
    address: str
    body: bytes
    headers: Mapping[str, str]


class Response(NamedTuple):
    """What the engine says to it, whole."""

    status: int
    kind: str
    size: int
    content: IO[bytes]  # at its beginning; to be closed


@dataclass
class Running:
    """One process of the engine."""

    process: subprocess.Popen[bytes]
    port: int
    asked: int = 0
    under_way: int = 0
    is_ended: bool = False  # by us, for the sake of one question

    def end(self) -> None:
        """End the process, whatever it does."""
        self.is_ended = True
        self.process.kill()
        self.process.wait()


class Engine:
    """The Oxigraph server on a port of its own; started again when it is gone."""

    def __init__(self, folder: Path, seconds: int) -> None:
        """`folder` holds an Oxigraph store, which nobody writes; a question has `seconds`."""
        self.folder, self.seconds = folder, seconds
        self._newest: Running | None = None
        self._all: list[Running] = []  # that run, the newest last
        self._lock = Lock()
        self._parent = ThreadPoolExecutor(1, "engine")

    def ensure(self) -> Running:
        """The process that is asked now, started if there is none."""
        with self._lock:
            newest = self._newest
            if newest and newest.process.poll() is None and newest.asked < MOST_ASKED:
                return newest
            self._newest = self._started()
            self._all = [one for one in self._all if one.process.poll() is None] + [self._newest]
            if newest and not newest.under_way:
                newest.end()
            return self._newest

    def ask(self, request: Request) -> Response:
        """What the engine answers; TooLate, TooLarge or Broken if it does not."""
        until = time.monotonic() + self.seconds + PATIENCE
        breaks = 0
        while breaks < MOST_BREAKS:
            with self._one_more() as running:
                try:
                    return _asked(running.port, request, until)
                except TimeoutError as error:  # nothing else ends the question
                    running.end()
                    raise TooLate from error
                except (OSError, HTTPException):
                    breaks += not running.is_ended
                    with suppress(subprocess.TimeoutExpired):
                        running.process.wait(DYING)  # else the next question would meet it, too
        raise Broken

    @contextmanager
    def _one_more(self) -> Iterator[Running]:
        """A process that is asked one question more; the last one of an old process ends it."""
        running = self.ensure()
        with self._lock:
            running.asked += 1
            running.under_way += 1
        try:
            yield running
        finally:
            with self._lock:
                running.under_way -= 1
                if running is not self._newest and not running.under_way:
                    running.end()

    def stop(self) -> None:
        """End the engine: the process that is asked, and those that still answer what they were asked."""
        with self._lock:
            self._parent.shutdown()  # nothing is started any more
            for running in self._all:
                running.end()

    def _started(self) -> Running:
        port = free_port()
        words = [*ending_with_us(), program(), "serve-read-only", "--location", str(self.folder)]
        words += ["--bind", f"{HOST}:{port}", "--union-default-graph"]
        words += ["--timeout-s", str(self.seconds)]
        process = self._parent.submit(_silent, words).result()
        with suppress(ImportError, AttributeError, OSError, ValueError):
            import resource

            resource.prlimit(process.pid, resource.RLIMIT_DATA, (MEMORY, MEMORY))
        for _ in range(500):
            if process.poll() is not None:
                break
            with suppress(OSError), socket.create_connection((HOST, port), timeout=1):
                return Running(process, port)
            time.sleep(0.02)
        process.kill()
        process.wait()
        raise UsageError("The Oxigraph server did not start.")


def _asked(port: int, request: Request, until: float) -> Response:
    """One request over a connection of its own, which ends with it."""
    with closing(HTTPConnection(HOST, port, timeout=_left(until))) as connection:
        words = request.body or None, dict(request.headers)
        connection.request(request.method, request.address, *words)
        with connection.getresponse() as answer:  # it holds the connection till it is closed itself
            kind = answer.headers.get("Content-Type", "text/plain")
            content, size = _kept(_parts(connection, answer, until))
    return Response(answer.status, kind, size, content)


def _kept(parts: Iterable[bytes]) -> tuple[IO[bytes], int]:
    """An answer, whole, and its size; TooLarge or TooLate where it is not to be had whole."""
    content: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=1024 * 1024)  # noqa: SIM115
    try:
        for part in parts:
            content.write(part)
            if content.tell() > MOST_ANSWER:
                raise TooLarge
        size = content.tell()
        content.seek(max(0, size - len(CANCELLED) - 2))
        if content.read().rstrip().endswith(CANCELLED):
            raise TooLate
        content.seek(0)
    except BaseException:
        content.close()
        raise
    return content, size


def _parts(connection: HTTPConnection, answer: HTTPResponse, until: float) -> Iterator[bytes]:
    """An answer to its end, which must come in time."""
    while part := answer.read1(64 * 1024):
        yield part
        if connection.sock:  # it is gone when the engine has no more to say
            connection.sock.settimeout(_left(until))


def _left(until: float) -> float:
    """The seconds that are left; TimeoutError when there are none."""
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _silent(words: list[str]) -> subprocess.Popen[bytes]:
    """A process that reads nothing and of which nothing is heard."""
    nothing = subprocess.DEVNULL
    return subprocess.Popen(words, stdin=nothing, stdout=nothing, stderr=nothing)


@cache
def ending_with_us() -> list[str]:
    """Words in front of a command that end it with this process, even by kill -9; Linux alone has them."""
    setpriv = shutil.which("setpriv")
    if not setpriv:
        return []
    known = subprocess.run([setpriv, "--help"], capture_output=True, check=False).stdout
    return [setpriv, "--pdeathsig", "KILL"] if b"--pdeathsig" in known else []


def program() -> str:
    """Where the Oxigraph server is; UsageError when it is not installed."""
    beside = str(Path(sys.executable).parent)
    found = shutil.which("oxigraph", path=beside) or shutil.which("oxigraph")
    if not found:
        raise UsageError("The Oxigraph server is not installed: pip install rrgraph[serve].")
    return found


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as found:
        found.bind((HOST, 0))
        return int(found.getsockname()[1])
