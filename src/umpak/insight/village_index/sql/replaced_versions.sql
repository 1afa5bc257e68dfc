-- The versions in force that the file would put aside, with the number of villages.
SELECT own.year, own.version, s.out_version, count(*)
FROM import_row s
JOIN village_index_indexrecord own
  ON own.village_code = s.village
 AND own.instrument = s.out_instrument
 AND own.year = s.year
 AND own.is_current
 AND own.version <> s.out_version
WHERE s.out_form IS NOT NULL
GROUP BY own.year, own.version, s.out_version
ORDER BY own.year, own.version
