"""Umpak: the base on which a regency builds up its cooperatives and micro-enterprises."""

__version__ = "0.1.0"
