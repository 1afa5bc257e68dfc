-- Rows named after places that are not here, where at least one row is of a place that is.
DELETE FROM import_row s
WHERE s.regency IS NULL
  AND s.regency_name IS NOT NULL
  AND EXISTS (SELECT FROM import_row known WHERE known.regency IS NOT NULL)
RETURNING s.regency_name
