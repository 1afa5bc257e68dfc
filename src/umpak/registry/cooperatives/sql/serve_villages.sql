-- The column names all villages served: others are no longer, the seat always is.
CREATE TEMPORARY TABLE served_in_file ON COMMIT DROP AS
SELECT c.id AS cooperative_id, v.code AS village_code
FROM import_row s
JOIN cooperatives_cooperative c ON c.public_id = s.public_id
CROSS JOIN LATERAL (
    SELECT unnest(string_to_array(s.served, ';')) AS code
    UNION
    SELECT c.village_code
) v
WHERE s.served IS NOT NULL;

DELETE FROM cooperatives_servedvillage t
WHERE t.cooperative_id IN (SELECT f.cooperative_id FROM served_in_file f)
  AND NOT EXISTS (
      SELECT 1 FROM served_in_file f
      WHERE f.cooperative_id = t.cooperative_id AND f.village_code = t.village_code
  );

INSERT INTO cooperatives_servedvillage (cooperative_id, village_code)
SELECT f.cooperative_id, f.village_code
FROM served_in_file f
WHERE NOT EXISTS (
    SELECT 1 FROM cooperatives_servedvillage t
    WHERE t.cooperative_id = f.cooperative_id AND t.village_code = f.village_code
)
ORDER BY f.cooperative_id, f.village_code;

DROP TABLE served_in_file;
