"""One writer or many readers: an advisory lock on a file of the store, which the system drops when a process dies.

A writer leaves its process number in a file beside the lock, so that a message can name the process that holds it. (Not in
the lock itself: where locks are mandatory, as on Windows, nobody else may read it.)
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from zhoubao.errors import StoreError
from zhoubao.messages import label

__all__ = ["Lock"]


class Lock:
    """A lock on a store directory, held until :meth:`release`."""

    def __init__(self, directory: Path, *, write: bool) -> None:
        """Take the lock at once.

        Raises StoreError E-STORE-BUSY when another process, or this one, holds it in a way that excludes this use.
        """
        self._writer = directory / "lock.pid"
        self._write = write
        self._file = _opened(directory / "lock", write=write)
        try:
            if not _taken(self._file, write=write):
                raise self._busy(directory)
            with suppress(*(() if write else (OSError,))):  # a reader of a store on a read-only disk may not
                self._writer.unlink(missing_ok=True)  # a writer that was killed left its number
            if write:
                self._writer.write_text(str(os.getpid()), encoding="ascii")
        except BaseException:
            os.close(self._file)
            raise

    def release(self) -> None:
        """Give the lock back; a second call does nothing."""
        if self._file >= 0:
            try:
                if self._write:
                    self._writer.unlink(missing_ok=True)
            finally:
                os.close(self._file)
                self._file = -1

    def _busy(self, directory: Path) -> StoreError:
        """The error that names the process that holds the lock."""
        try:
            writer = self._writer.read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError):
            writer = ""
        doing = label("writing" if writer else "reading")
        pid = writer or ", ".join(map(str, _holders(os.fstat(self._file).st_ino))) or "?"
        return StoreError("E-STORE-BUSY", directory, pid=pid, doing=doing)

    def __enter__(self) -> Lock:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def _taken(file: int, *, write: bool) -> bool:
    """Whether the lock could be taken; raises OSError where the file system knows no locks."""
    try:
        import portalocker
    except ImportError:  # a Python without locks of the system; the engine's own still keeps two writers apart
        return True
    flags = portalocker.LockFlags
    try:
        portalocker.lock(file, (flags.EXCLUSIVE if write else flags.SHARED) | flags.NON_BLOCKING)
    except portalocker.AlreadyLocked:
        return False
    except portalocker.LockException as error:
        raise error.__cause__ or OSError(str(error)) from error
    return True


def _opened(path: Path, *, write: bool) -> int:
    """The lock file; for reading it is enough that it can be read."""
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError:
        if write:
            raise
        return os.open(path, os.O_RDONLY)


def _holders(inode: int) -> list[int]:
    """The processes that hold a lock on a file, as far as the system lists them (Linux)."""
    try:
        lines = Path("/proc/locks").read_text("ascii").splitlines()
    except OSError:
        return []
    fields = [line.split() for line in lines if "FLOCK" in line]
    return sorted({int(field[4]) for field in fields if field[1] == "FLOCK" and field[5].endswith(f":{inode}")})
