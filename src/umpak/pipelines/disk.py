"""What is written stays written: after a power cut it is there, or its writer was told."""

import os
from pathlib import Path


def sync(path: Path) -> None:
    """Wait until the disk holds what was written to this file or folder.

    A name is on the disk only when its folder is.
    """
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
