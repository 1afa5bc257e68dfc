"""Bulk tables: Ibis expressions over a snapshot, on DuckDB or Spark with identical results."""
