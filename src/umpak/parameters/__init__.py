"""The dated legal numbers, each with its source, and the dataclasses of `rules` made from them.

`loader` reads and lists them; the other modules give the rules of one topic for a day.
"""

from umpak.parameters.loader import (
    NoParameterError,
    Parameter,
    ParameterError,
    all_parameters,
    parameter,
    version,
)

__all__ = [
    "NoParameterError",
    "Parameter",
    "ParameterError",
    "all_parameters",
    "parameter",
    "version",
]
