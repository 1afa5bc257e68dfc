"""Settings of the test run: a throw-away PostgreSQL, started before Django looks for one."""

import os
import tempfile

os.environ["UMPAK_MODE"] = "test"

from umpak.foundation.database.testing import ensure_test_server

os.environ["DATABASE_URL"] = ensure_test_server(os.environ)

from umpak.config.settings import *  # noqa: F403
from umpak.config.settings import STORAGES

# Uploaded files of the run: gone with it.
_UPLOADS = tempfile.TemporaryDirectory(prefix="umpak-documents-")
STORAGES["default"]["OPTIONS"]["location"] = _UPLOADS.name
