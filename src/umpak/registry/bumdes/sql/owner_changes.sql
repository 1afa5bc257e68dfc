-- A row whose owners differ from the register's counts as changed.
INSERT INTO import_action (row_number, action)
SELECT s.row_number, 1
FROM import_row s
WHERE s.owners IS NOT NULL
  AND s.bumdes_id IS NOT NULL
  AND (
      SELECT array_agg(o.village_code ORDER BY o.village_code)
      FROM import_owner o
      WHERE o.row_number = s.row_number
  ) IS DISTINCT FROM (
      SELECT array_agg(v.village_code::text ORDER BY v.village_code)
      FROM bumdes_bumdesvillage v
      WHERE v.bumdes_id = s.bumdes_id
  );
