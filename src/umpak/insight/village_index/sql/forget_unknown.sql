-- A blank never erases, but what cannot be reckoned any more must not linger from an older file.
UPDATE village_index_indexrecord own SET
    iks = s.out_iks, ike = s.out_ike, ikl = s.out_ikl,
    iks_sum = s.out_iks_sum, ike_sum = s.out_ike_sum, ikl_sum = s.out_ikl_sum,
    points = s.out_points, gap_points = s.out_gap_points
FROM import_row s
WHERE s.out_form IS NOT NULL
  AND own.village_code = s.village
  AND own.instrument = s.out_instrument
  AND own.year = s.year
  AND own.version = s.out_version
  AND (own.points IS DISTINCT FROM s.out_points OR (own.iks IS NULL) <> (s.out_iks IS NULL))
