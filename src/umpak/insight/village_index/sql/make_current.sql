-- The newest import is the current version; older versions of the same year step back.
UPDATE village_index_indexrecord older SET is_current = NULL
FROM import_row s
WHERE s.out_form IS NOT NULL
  AND older.village_code = s.village
  AND older.instrument = s.out_instrument
  AND older.year = s.year
  AND older.version <> s.out_version
  AND older.is_current
