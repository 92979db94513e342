"""Writing files so that nobody ever sees half of one."""

import os
import tempfile
from pathlib import Path

from corpus.errors import FolderFull


def replace_file(file: Path, content: bytes) -> None:
    """Writes `content` under a temporary name beside `file`, then renames it. Raises FolderFull."""
    temporary = None
    try:
        with tempfile.NamedTemporaryFile(dir=file.parent, prefix=f".{file.name}.", delete=False) as stream:
            temporary = Path(stream.name)
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(file)
    except OSError as error:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        raise FolderFull(f"cannot write {file}: {error.strerror}; free some space or fix its permissions") from error
