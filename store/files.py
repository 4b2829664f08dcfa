"""The one way files are written: whole or not at all, readable by their owner only, never through a link.

A file grows under another name in its own folder, reaches the disk, and is then given its name at once. Whatever
happens before that (a crash, kill -9, a full disk), what had the name is as it was.
"""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_NO_HARD_LINKS = frozenset(
    getattr(errno, name)
    for name in ("EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EINVAL", "EMLINK", "EACCES")
    if hasattr(errno, name)
)
"""How file systems without hard links (FAT, some network folders) refuse one."""


def write_whole(path: Path, data: bytes) -> None:
    """Put a file in the place of the one that has the name; a crash leaves the old or the new one. Raises OSError."""
    make_folder(path.parent)
    with growing(path) as part:
        part.write_bytes(data)
        flush(part)
        part.replace(path)
        flush(path.parent)


def write_new(path: Path, data: bytes) -> None:
    """Write a file that is not there yet. Raises FileExistsError for anything of that name, a link too; OSError."""
    refuse_taken(path)
    with growing(path) as part:
        part.write_bytes(data)
        flush(part)
        publish(part, path)


@contextmanager
def growing(path: Path) -> Iterator[Path]:
    """An empty file of mode 0600 beside `path`, in which it can grow; what is left of it is taken away at the end.

    Raises OSError where the folder is missing or cannot be written.
    """
    import tempfile  # here: a library that is only opened writes no other file

    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.", suffix=".part")
    os.close(handle)
    part = Path(name)
    try:
        yield part
    finally:
        with suppress(OSError):
            part.unlink()


def publish(part: Path, path: Path) -> None:
    """Give a finished file its name, unless something has that name by now. Raises FileExistsError, OSError."""
    try:
        os.link(part, path)  # unlike a rename, this never replaces anything
        part.unlink()
    except OSError as error:
        if error.errno not in _NO_HARD_LINKS:
            raise
        refuse_taken(path)
        part.rename(path)
    flush(path.parent)


def refuse_taken(path: Path) -> None:
    """Raise FileExistsError if there is anything of that name, a link that leads nowhere included."""
    if os.path.lexists(path):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))


def make_folder(path: Path) -> None:
    """Make a folder, and those above it, that only their owner may look into. Raises OSError."""
    missing = [folder for folder in (path, *path.parents) if not folder.exists()]
    for folder in reversed(missing):  # mkdir(parents=True) would give those above the mode of the umask
        folder.mkdir(mode=0o700, exist_ok=True)


def flush(path: Path) -> None:
    """See that a file, or the names in a folder, have reached the disk."""
    try:
        handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    except OSError:
        if path.is_dir():  # Windows opens no folders, and keeps their names by itself
            return
        raise
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno != errno.EINVAL:  # some file systems cannot do it for a folder
            raise
    finally:
        os.close(handle)
