-- Fill the village from its name, then find the cooperative that each row is about.
UPDATE import_row s
SET village_code = found.code
FROM (
    SELECT r.row_number, min(v.code) AS code
    FROM import_row r
    JOIN territory_territory v
        ON v.level = 'village' AND lower(v.name) = lower(r.village_name)
    JOIN territory_territory d ON d.code = v.parent_code
    WHERE r.village_code IS NULL
      AND (
          r.district_name IS NULL
          OR lower(d.name) = lower(regexp_replace(r.district_name, '^(kec\.?|kecamatan)\s+', '', 'i'))
          OR lower(d.name) = lower(r.district_name)
      )
    GROUP BY r.row_number
    HAVING count(*) = 1
) found
WHERE found.row_number = s.row_number;

UPDATE import_row s
SET
    kind_value = CASE s.kind WHEN 'usp' THEN 'consumer' ELSE s.kind END,
    has_unit = coalesce(
        s.savings_loan_unit,
        CASE WHEN s.kind = 'usp' THEN true WHEN s.kind IN ('ksp', 'kspps') THEN false END
    ),
    pattern_value = coalesce(
        s.pattern, CASE s.kind WHEN 'kspps' THEN 'sharia' WHEN 'ksp' THEN 'conventional' END
    ),
    status_value = coalesce(s.status, CASE WHEN s.legal_value IS NOT NULL THEN 'legal' END);

-- Records of the same name, kind and village whose numbers do not say that they are others.
DROP TABLE IF EXISTS pg_temp.import_namesake;
CREATE TEMPORARY TABLE import_namesake ON COMMIT DROP AS
SELECT s.row_number, c.id AS cooperative_id, lower(c.name) = lower(s.name) AS is_exact
FROM import_row s
JOIN cooperatives_cooperative c
    ON c.name_key = s.name_key AND c.village_code = s.village_code
    AND c.kind = s.kind_value AND c.merged_into_id IS NULL
WHERE NOT EXISTS (
    SELECT 1 FROM cooperatives_cooperativeidentifier i
    WHERE i.cooperative_id = c.id AND NOT i.is_alias
      AND (
          (i.kind = 'nik_koperasi' AND i.value <> s.nik_koperasi)
          OR (i.kind = s.legal_kind AND i.value <> s.legal_value)
      )
);

UPDATE import_row s
SET cooperative_id = coalesce(
    (
        SELECT i.cooperative_id FROM cooperatives_cooperativeidentifier i
        WHERE i.kind = 'nik_koperasi' AND i.value = s.nik_koperasi
    ),
    (
        SELECT i.cooperative_id FROM cooperatives_cooperativeidentifier i
        WHERE i.kind = s.legal_kind AND i.value = s.legal_value
    ),
    (
        SELECT min(n.cooperative_id) FROM import_namesake n
        WHERE n.row_number = s.row_number AND n.is_exact
        HAVING count(*) = 1
    ),
    (
        SELECT min(n.cooperative_id) FROM import_namesake n
        WHERE n.row_number = s.row_number
        HAVING count(*) = 1
    )
);

UPDATE import_row s
SET
    public_id = coalesce(
        (SELECT c.public_id FROM cooperatives_cooperative c WHERE c.id = s.cooperative_id),
        gen_random_uuid()
    ),
    registered_on = coalesce(
        (SELECT c.registered_on FROM cooperatives_cooperative c WHERE c.id = s.cooperative_id),
        %(today)s
    ),
    figures_year = greatest(%(last_year)s, extract(year FROM s.founded_on)::integer);
