"""One writer or many readers: an advisory lock on a file of the store, which the system drops when a process dies.

The file says who holds it for writing, so that whoever has to wait can be told for whom.
"""

from __future__ import annotations

import fcntl
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
        self._file = _opened(directory / "lock", write=write)
        try:
            fcntl.flock(self._file, (fcntl.LOCK_EX if write else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except BlockingIOError:
            writer = os.pread(self._file, 32, 0).decode("ascii", "replace").strip()
            inode = os.fstat(self._file).st_ino
            os.close(self._file)
            doing = label("writing" if writer else "reading")
            pid = writer or ", ".join(map(str, _holders(inode))) or "?"
            raise StoreError("E-STORE-BUSY", directory, pid=pid, doing=doing) from None
        except OSError:
            os.close(self._file)
            raise
        self._write = write
        with suppress(*(() if write else (OSError,))):  # a reader of a store on a read-only disk may not
            os.ftruncate(self._file, 0)  # a writer that was killed left its number
        if write:
            os.pwrite(self._file, str(os.getpid()).encode("ascii"), 0)

    def release(self) -> None:
        """Give the lock back; a second call does nothing."""
        if self._file >= 0:
            if self._write:
                os.ftruncate(self._file, 0)
            os.close(self._file)
            self._file = -1

    def __enter__(self) -> Lock:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def _opened(path: Path, *, write: bool) -> int:
    """The lock file; for reading it is enough that it can be read."""
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError:
        if write:
            raise
        return os.open(path, os.O_RDONLY)


def _holders(inode: int) -> list[int]:
    """The processes that hold a lock on a file, as far as the system tells (Linux)."""
    try:
        lines = Path("/proc/locks").read_text("ascii").splitlines()
    except OSError:
        return []
    fields = [line.split() for line in lines if "FLOCK" in line]
    return sorted({int(field[4]) for field in fields if field[1] == "FLOCK" and field[5].endswith(f":{inode}")})
