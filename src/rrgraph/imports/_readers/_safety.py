"""What is looked at before a file is opened: its size, its text, and what is packed in it."""

from __future__ import annotations

from pathlib import Path
from zipfile import BadZipFile, ZipFile

from rrgraph.errors import UsageError

MOST_BYTES = 64 * 1024 * 1024  # a plan with its pictures; 10,000 rows of text are under 5 MB
MOST_UNPACKED = 256 * 1024 * 1024
MOST_PARTS = 10_000
MOST_RATIO = 200  # text packs to a tenth, seldom to a fiftieth; a bomb to a thousandth
_PROLOGUE = 4096  # bytes of a part in which a document type would be declared


def hold_size(path: Path) -> None:
    """UsageError if a file is too large to be a plan."""
    size = path.stat().st_size
    if size > MOST_BYTES:
        most = MOST_BYTES // 1024 // 1024
        raise UsageError(
            f"{path} is too large to be a plan ({size / 1e6:.0f} MB); at most {most} MB are read. "
            "Save the part with the action tables as a file of its own."
        )


def text_of(path: Path) -> tuple[str, str]:
    """The text of a file, and how it was read where it is not UTF-8.

    Windows programs save UTF-16, or the letters of Western Europe; what is none of these is no text.
    """
    hold_size(path)
    data = path.read_bytes()
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _decoded(path, data, "utf-16"), "Read as UTF-16."
    if b"\0" in data:
        raise UsageError(f"{path} is no text: it holds bytes of zero. Save it as UTF-8 text.")
    try:
        return data.decode("utf-8-sig"), ""
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        told = f"Line {line} is not UTF-8: the file was read as Windows-1252. Look at its accents."
        return _decoded(path, data, "cp1252"), told


def _decoded(path: Path, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UsageError(
            f"{path} is neither UTF-8 nor {encoding} text (byte {error.start}). Save it as UTF-8."
        ) from error


def hold_package(path: Path) -> None:
    """UsageError if an office file is none, would unpack without end, or brings what it should not.

    The directory is read first: nothing is unpacked but the first bytes of each part of XML.
    """
    hold_size(path)
    try:
        with ZipFile(path) as package:
            parts = package.infolist()
            _hold_parts(path, sum(part.file_size for part in parts), len(parts))
            if any(part.filename.lower().endswith("vbaproject.bin") for part in parts):
                raise UsageError(
                    f"{path} holds macros. Save it without them (as .docx or .xlsx), then try again."
                )
            for part in parts:
                if part.filename.lower().endswith((".xml", ".rels", ".vml")):
                    with package.open(part) as stream:
                        _hold_prologue(path, part.filename, stream.read(_PROLOGUE))
    except (BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise UsageError(
            f"{path} is no {path.suffix[1:]} file, or is damaged or locked: {error}. "
            "Open it in the program that wrote it and save it again."
        ) from error


def _hold_parts(path: Path, unpacked: int, parts: int) -> None:
    packed = max(path.stat().st_size, 1)
    if unpacked > MOST_UNPACKED or parts > MOST_PARTS or unpacked > MOST_RATIO * packed:
        raise UsageError(
            f"{path} would unpack to {unpacked / 1e6:.0f} MB in {parts} parts: no plan does. "
            "It was not opened."
        )


def _hold_prologue(path: Path, part: str, start: bytes) -> None:
    plain = start.replace(b"\0", b"").upper()
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise UsageError(
            f"{path} declares a document type in {part}, which no office program writes. "
            "It was not opened."
        )
