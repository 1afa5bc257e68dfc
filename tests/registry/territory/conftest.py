from tests.foundation.imports.conftest import files_apart, load

__all__ = ["files_apart", "load"]
