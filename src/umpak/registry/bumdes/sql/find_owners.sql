-- Which villages own each BUMDes once the file is written: all that the cell names, else those that
-- own it already; the seat always. Whose kind the file does not say follows from their number.
DROP TABLE IF EXISTS pg_temp.import_owner;
CREATE TEMPORARY TABLE import_owner ON COMMIT DROP AS
SELECT s.row_number, unnest(string_to_array(s.owners, ';')) AS village_code
FROM import_row s
WHERE s.owners IS NOT NULL
UNION
SELECT s.row_number, v.village_code
FROM import_row s
JOIN bumdes_bumdesvillage v ON v.bumdes_id = s.bumdes_id
WHERE s.owners IS NULL
UNION
SELECT s.row_number, s.village_code
FROM import_row s
WHERE s.village_code IS NOT NULL;

UPDATE import_row s
SET
    owner_count = o.total,
    kind_value = coalesce(
        s.kind,
        CASE
            WHEN s.owners IS NULL THEN b.kind
            WHEN o.total > 1 THEN 'bumdesma'
            ELSE 'bumdes'
        END
    )
FROM (SELECT row_number, count(*) AS total FROM import_owner GROUP BY row_number) o,
    import_row r
LEFT JOIN bumdes_bumdes b ON b.id = r.bumdes_id
WHERE o.row_number = s.row_number AND r.row_number = s.row_number;
