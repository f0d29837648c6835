"""Files and folders that appear whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rrgraph.errors import UsageError


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file so that a reader sees the old content or the new, never half of it."""
    data = content.encode() if isinstance(content, str) else content
    try:
        if path.exists() and not path.is_file():  # a pipe or device is written to, never replaced
            path.write_bytes(data)
            return
        path = Path(os.path.realpath(path))  # a link stays a link
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}.") from error
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
        mask = os.umask(0)
        os.umask(mask)
        Path(name).chmod(0o666 & ~mask)
        Path(name).replace(path)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        raise UsageError(f"{path} cannot be written: {error.strerror}.") from error
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


@contextmanager
def whole_folder(target: Path, proof: str) -> Iterator[Path]:
    """A new folder to fill, which takes the place of `target` when the block ends without a fault.

    An existing `target` is replaced only if it is empty or holds `proof`, a file that such a folder
    always has: nobody's own files are lost to a mistyped path.
    """
    target = target.resolve()
    if target.is_file():
        raise UsageError(f"{target} is a file; give a folder to write to.")
    if target.is_dir() and any(target.iterdir()) and not (target / proof).is_file():
        raise UsageError(f"{target} holds other files. Give a new folder, or empty it first.")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}-new-"))
    except OSError as error:
        raise UsageError(f"{target} cannot be written: {error.strerror}.") from error
    old = made.with_name(made.name.replace("-new-", "-old-"))
    try:
        yield made
        made.chmod(0o755)
        if target.exists():
            target.rename(old)
        made.rename(target)
    except OSError as error:
        if old.exists() and not target.exists():
            old.rename(target)
        raise UsageError(f"{target} cannot be written: {error.strerror}.") from error
    finally:
        shutil.rmtree(made, ignore_errors=True)
        if target.exists():
            shutil.rmtree(old, ignore_errors=True)
