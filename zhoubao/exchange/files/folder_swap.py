"""Putting the files of an export into a folder that is there already.

Only files that the description of an earlier export names may go. Whatever else lies in the folder stays, and so does
the folder itself, which may be a mount point. Files are moved in one by one, and at any moment the description names
all of them, so that an export that was killed on the way is cleaned up by the next.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from contextlib import suppress
from pathlib import Path, PurePosixPath

from zhoubao.errors import UsageError
from zhoubao.exchange.files.description import DESCRIPTION, described_files, naming_also
from zhoubao.store.drafts import draft_of, write_whole

__all__ = ["draft_in", "earlier_files", "swap"]


def draft_in(folder: Path) -> Path:
    """Where a draft lies within a folder, so that its files can be moved there by renaming them."""
    return draft_of(folder / "export")


def earlier_files(folder: Path) -> set[PurePosixPath]:
    """The files that an export of before left in a folder, by their paths below it; none in an empty folder.

    Raises UsageError E-OUTPUT-TAKEN when the folder holds other things and no description of ours.
    """
    named = described_files(folder / DESCRIPTION)
    if named is None and any(folder.iterdir()):
        raise UsageError("E-OUTPUT-TAKEN", folder)
    return {PurePosixPath(DESCRIPTION), *named} if named is not None else set()


def swap(draft: Path, folder: Path, files: Iterable[Path], earlier: Collection[PurePosixPath]) -> None:
    """Move the files of a draft to where those of an earlier export lie, and remove what of these is not replaced.

    Raises UsageError E-OUTPUT-FOREIGN when a file that no export wrote is in the way; then nothing was changed.
    """
    new = [PurePosixPath(file.relative_to(draft).as_posix()) for file in files]
    for name in new:
        _check_free(folder, name, replaced=name in earlier)
    gone = sorted({*earlier} - {*new, PurePosixPath(DESCRIPTION)})
    description = draft / DESCRIPTION
    of_both = draft / f"both.{DESCRIPTION}"
    write_whole(of_both, naming_also(description.read_bytes(), map(str, gone)))
    of_both.replace(folder / DESCRIPTION)
    for name in new:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (draft / name).replace(folder / name)
    for name in gone:
        _remove(folder, name)
    description.replace(folder / DESCRIPTION)


def _check_free(folder: Path, name: PurePosixPath, *, replaced: bool) -> None:
    """Raise UsageError when something else is where a file is to go, or a link would lead it out of the folder."""
    for above in name.parents[:-1]:
        place = folder / above
        if place.is_symlink() or (place.exists() and not place.is_dir()):
            raise UsageError("E-OUTPUT-FOREIGN", place)
    place = folder / name
    if (place.is_dir() and not place.is_symlink()) or (not replaced and (place.exists() or place.is_symlink())):
        raise UsageError("E-OUTPUT-FOREIGN", place)


def _remove(folder: Path, name: PurePosixPath) -> None:
    """Remove a file of an earlier export, and the folders above it that are empty then."""
    if any((folder / above).is_symlink() for above in name.parents[:-1]) or (folder / name).is_dir():
        return
    (folder / name).unlink(missing_ok=True)
    with suppress(OSError):  # one that is not empty stays
        for above in name.parents[:-1]:
            (folder / above).rmdir()
