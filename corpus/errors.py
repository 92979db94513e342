"""What can go wrong, as one tree; every message names the thing and the cure.

    CouncilError
    ├── InvalidInput          the person asked for something that cannot be (field, message)
    │   └── UnknownName       a filter, paper or page that the collection does not hold
    ├── UnreadablePaper       one file cannot be read; the others can (path, reason)
    │   ├── EncryptedPaper    it asks for a password
    │   ├── UnrecognisedPaper it is a scan, and text recognition is not installed or switched off
    │   └── UnsupportedPaper  no reader for this kind of file
    ├── DataFolderError       the data folder cannot be used
    │   ├── FolderBusy        another writer holds it
    │   ├── WrongModel        it was built with another embedding model
    │   ├── NewerVersion      it was written by a newer version of this software
    │   └── FolderFull        the disk is full, or the folder cannot be written
    └── ModelError            the embedding model is missing or is not the published file

The errors know no HTTP and no exit codes; the faces in `ui` map them.
"""

from pathlib import Path


class CouncilError(Exception):
    """Root of every error this software raises on purpose."""


class InvalidInput(CouncilError):
    """Input that cannot be acted on. `field` is the name the caller used for it."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class UnknownName(InvalidInput):
    """A name that the collection does not hold."""


class UnreadablePaper(CouncilError):
    """One file that cannot be read. `reason` says why and what to do."""

    def __init__(self, path: Path | str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = str(path)
        self.reason = reason


class EncryptedPaper(UnreadablePaper):
    """The file asks for a password."""


class UnrecognisedPaper(UnreadablePaper):
    """The file is nothing but pictures of pages, which text recognition was not asked to read."""


class UnsupportedPaper(UnreadablePaper):
    """There is no reader for this kind of file."""


class DataFolderError(CouncilError):
    """The data folder cannot be used as asked."""


class FolderBusy(DataFolderError):
    """Another process is writing to the data folder."""


class WrongModel(DataFolderError):
    """The collection was embedded with a model other than the one at hand."""


class NewerVersion(DataFolderError):
    """The data folder was written by a newer version of this software."""


class FolderFull(DataFolderError):
    """The disk is full or the data folder cannot be written."""


class ModelError(CouncilError):
    """The embedding model is missing, or its file is not the published one."""
