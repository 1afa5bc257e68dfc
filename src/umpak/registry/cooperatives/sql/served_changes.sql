-- A row whose villages served differ from the register's counts as changed.
INSERT INTO import_action (row_number, action)
SELECT s.row_number, 1
FROM import_row s
JOIN cooperatives_cooperative c ON c.id = s.cooperative_id
WHERE s.served IS NOT NULL
  AND (
      SELECT array_agg(x.code ORDER BY x.code)
      FROM (
          SELECT unnest(string_to_array(s.served, ';')) AS code
          UNION
          SELECT coalesce(s.village_code, c.village_code)
      ) x
  ) IS DISTINCT FROM (
      SELECT array_agg(t.village_code::text ORDER BY t.village_code)
      FROM cooperatives_servedvillage t
      WHERE t.cooperative_id = c.id
  );
