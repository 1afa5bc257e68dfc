-- The cell names all owners: others own no longer, the new ones from now on.
CREATE TEMPORARY TABLE owner_in_file ON COMMIT DROP AS
SELECT b.id AS bumdes_id, o.village_code
FROM import_row s
JOIN bumdes_bumdes b ON b.public_id = s.public_id
JOIN import_owner o ON o.row_number = s.row_number
WHERE s.owners IS NOT NULL;

DELETE FROM bumdes_bumdesvillage t
WHERE t.bumdes_id IN (SELECT f.bumdes_id FROM owner_in_file f)
  AND NOT EXISTS (
      SELECT 1 FROM owner_in_file f
      WHERE f.bumdes_id = t.bumdes_id AND f.village_code = t.village_code
  );

INSERT INTO bumdes_bumdesvillage (bumdes_id, village_code)
SELECT f.bumdes_id, f.village_code
FROM owner_in_file f
WHERE NOT EXISTS (
    SELECT 1 FROM bumdes_bumdesvillage t
    WHERE t.bumdes_id = f.bumdes_id AND t.village_code = f.village_code
)
ORDER BY f.bumdes_id, f.village_code;

DROP TABLE owner_in_file;
