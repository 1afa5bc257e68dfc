from tests.foundation.imports.conftest import load, stored_files

__all__ = ["load", "stored_files"]
