"""Files and folders that appear whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from rrgraph.errors import UsageError


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file so that a reader sees the old content or the new, never half of it."""
    data = content.encode() if isinstance(content, str) else content
    try:
        if path.exists() and not path.is_file():  # a pipe or device is written to, never replaced
            path.write_bytes(data)
            return
        real = Path(os.path.realpath(path))  # a link stays a link
        handle, name = tempfile.mkstemp(dir=real.parent, prefix=f".{real.name}.")
    except OSError as error:
        raise _cannot_write(path, error) from error
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
        mask = os.umask(0)
        os.umask(mask)
        Path(name).chmod(0o666 & ~mask)
        Path(name).replace(real)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        raise _cannot_write(path, error) from error
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def write_all(texts: Mapping[Path, str]) -> None:
    """Write several files, or none: if one cannot be written, those before it are as they were.

    Folders that are missing are made, and taken away again where a fault leaves them empty.
    """
    before: dict[Path, bytes | None] = {}
    made: list[Path] = []
    try:
        for path, text in texts.items():
            made += _made_folders(path.parent)
            content = path.read_bytes() if path.exists() else None
            write_whole(path, text)
            before[path] = content
    except BaseException as error:
        for path, content in before.items():
            if content is None:
                path.unlink(missing_ok=True)
            else:
                write_whole(path, content)
        for folder in reversed(made):
            with suppress(OSError):
                folder.rmdir()
        if isinstance(error, OSError):
            raise _cannot_write(path, error) from error
        raise


def _made_folders(folder: Path) -> list[Path]:
    """Make a folder and those it stands in; the ones that were not there, outermost first."""
    missing = [parent for parent in (folder, *folder.parents) if not parent.exists()][::-1]
    folder.mkdir(parents=True, exist_ok=True)
    return missing


@contextmanager
def whole_folder(target: Path, proof: str) -> Iterator[Path]:
    """A new folder to fill, which takes the place of `target` when the block ends without a fault.

    An existing `target` is replaced only if it is empty or holds `proof`, a file that such a folder
    always has: nobody's own files are lost to a mistyped path.
    """
    given, target = target, Path(os.path.realpath(target))
    if target.is_file():
        raise UsageError(f"{given} is a file; give a folder to write to.")
    if target.is_dir() and any(target.iterdir()) and not (target / proof).is_file():
        raise UsageError(f"{given} holds other files. Give a new folder, or empty it first.")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}-new-"))
    except OSError as error:
        raise _cannot_write(given, error) from error
    old = made.with_name(made.name.replace("-new-", "-old-"))
    try:
        yield made
        made.chmod(0o755)
        if target.exists():
            target.rename(old)
        made.rename(target)
    except BaseException as error:
        if old.exists() and not target.exists():
            old.rename(target)
        if isinstance(error, OSError):
            raise _cannot_write(given, error) from error
        raise
    finally:
        shutil.rmtree(made, ignore_errors=True)
        if target.exists():
            shutil.rmtree(old, ignore_errors=True)


def _cannot_write(path: Path, error: OSError) -> UsageError:
    """Why a file or folder cannot be written, and what to do where the folder is to blame."""
    folder = path.parent
    why = error.strerror or str(error)
    if isinstance(error, FileNotFoundError) and not folder.exists():
        why = f"there is no folder {folder}. Make it first"
    elif not folder.is_dir():
        why = f"{folder} is not a folder"
    return UsageError(f"{path} cannot be written: {why}.")
