"""Files and folders that appear whole or not at all."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from rrgraph.errors import UsageError

_ASIDE = re.compile(r"\.(.+)-old-[a-z0-9_]{8}")


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


def rewrite(path: Path, text: str) -> None:
    """Write a text in place of a file, or as a new one; the line ends of the old one stay."""
    write_whole(path, in_its_line_ends(path, text))


def in_its_line_ends(path: Path, text: str) -> str:
    """A text with the line ends of the file that it is to replace: those of Windows stay."""
    is_windows = path.is_file() and b"\r\n" in path.read_bytes()
    return text.replace("\n", "\r\n") if is_windows else text


def write_all(folder: Path, texts: Mapping[str, str], proof: str) -> None:
    """Write several files of a folder, or none of them; what else is in it stays as it is.

    A folder that is there is replaced by a copy with the new files; `proof` as for `whole_folder`.
    """
    with whole_folder(folder, proof) as made:
        if folder.is_dir():
            shutil.copytree(folder, made, symlinks=True, dirs_exist_ok=True)
        for name, text in texts.items():
            (made / name).parent.mkdir(parents=True, exist_ok=True)
            write_whole(made / name, text)


@contextmanager
def whole_folder(target: Path, proof: str) -> Iterator[Path]:
    """A new folder to fill, which takes the place of `target` when the block ends without a fault.

    An existing `target` is replaced only if it is empty or holds `proof`, a file that such a folder
    always has: nobody's own files are lost to a mistyped path. A command that is killed while it
    puts the new folder in place may leave none there: the next one begins by restoring the old.
    """
    given, target = target, Path(os.path.realpath(target))
    if target.is_file():
        raise UsageError(f"{given} is a file; give a folder to write to.")
    with ExitStack() as held:
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with _held(target.parent):
                _tidy(target, proof)
                if target.is_dir() and any(target.iterdir()) and not (target / proof).is_file():
                    raise UsageError(
                        f"{given} holds other files. Give a new folder, or empty it first."
                    )
                made = Path(tempfile.mkdtemp(dir=target.parent, prefix=_prefix(target, "new")))
                held.callback(shutil.rmtree, made, ignore_errors=True)
                held.enter_context(_held(made))
        except OSError as error:
            raise _cannot_write(given, error) from error
        try:
            yield made
            made.chmod(0o755)
            with _held(target.parent):
                _put_in_place(made, target)
        except (
            UsageError
        ) as error:  # of a file in it, whose name of the moment tells nobody anything
            raise UsageError(str(error).replace(str(made), str(given))) from error
        except OSError as error:
            raise _cannot_write(given, error) from error


def restore(folder: Path, proof: str) -> None:
    """Put back what a command that was killed had put aside in a folder, as `whole_folder` does."""
    for path in folder.iterdir() if folder.is_dir() else ():
        if found := _ASIDE.fullmatch(path.name):
            with suppress(OSError), _held(folder):
                _put_back(path, folder / found[1], proof)


def _put_in_place(made: Path, target: Path) -> None:
    """Exchange two folders; what stood at `target` ends up at `made`, to be thrown away."""
    if not target.exists():
        made.rename(target)
        return
    old = made.with_name(made.name.replace(_prefix(target, "new"), _prefix(target, "old")))
    target.rename(old)
    try:
        made.rename(target)
    except BaseException:
        old.rename(target)
        raise
    old.rename(made)  # its own name from here on, so that nobody restores what is half thrown away


def _tidy(target: Path, proof: str) -> None:
    """Restore what a command that was killed had put aside, and throw away what it left."""
    for old in _beside(target, "old"):
        if not _put_back(old, target, proof):
            shutil.rmtree(old, ignore_errors=True)
    for new in _beside(target, "new"):
        with suppress(OSError), _held(new, wait=False) as is_held:  # else somebody still fills it
            if is_held:
                shutil.rmtree(new, ignore_errors=True)


def _put_back(old: Path, target: Path, proof: str) -> bool:
    """Restore a folder that was put aside and has no successor; whether that was so."""
    if target.exists() or not (old / proof).is_file():
        return False
    old.rename(target)
    return True


def _prefix(target: Path, kind: str) -> str:
    return f".{target.name}-{kind}-"


def _beside(target: Path, kind: str) -> list[Path]:
    """The folders of ours beside a target, by the names that `tempfile` gives."""
    name = re.compile(re.escape(_prefix(target, kind)) + "[a-z0-9_]{8}")
    return sorted(path for path in target.parent.iterdir() if name.fullmatch(path.name))


@contextmanager
def _held(folder: Path, wait: bool = True) -> Iterator[bool]:
    """Hold a folder for this process; whether it is held, which some systems cannot do.

    It is let go when the process ends, however it ends.
    """
    try:
        import fcntl
    except ImportError:  # Windows
        yield False
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            is_held = True
        except OSError:
            is_held = False
        yield is_held
    finally:
        os.close(handle)


def _cannot_write(path: Path, error: OSError) -> UsageError:
    """Why a file or folder cannot be written, and what to do where the folder is to blame."""
    folder = path.parent
    why = error.strerror or str(error)
    if isinstance(error, FileNotFoundError) and not folder.exists():
        why = f"there is no folder {folder}. Make it first"
    elif not folder.is_dir():
        why = f"{folder} is not a folder"
    return UsageError(f"{path} cannot be written: {why}.")
