-- The cooperative a row names: by NIK koperasi, legal number, exact name, else name key and village.
UPDATE import_row s
SET cooperative_id = coalesce(
    (
        SELECT i.cooperative_id FROM cooperatives_cooperativeidentifier i
        WHERE i.kind = 'nik_koperasi' AND i.value = s.nik_koperasi
    ),
    (
        SELECT i.cooperative_id FROM cooperatives_cooperativeidentifier i
        WHERE i.kind IN ('ahu', 'legacy_bh') AND i.value = s.legal_value
    ),
    (
        SELECT min(c.id) FROM cooperatives_cooperative c
        WHERE lower(c.name) = lower(s.name) AND c.merged_into_id IS NULL
          AND (s.village_code IS NULL OR c.village_code = s.village_code)
        HAVING count(*) = 1
    ),
    (
        SELECT min(c.id) FROM cooperatives_cooperative c
        WHERE c.name_key = s.name_key AND c.merged_into_id IS NULL
          AND (s.village_code IS NULL OR c.village_code = s.village_code)
        HAVING count(*) = 1
    )
);

-- Rows of one cooperative are compared with each other.
CREATE INDEX ON import_row (cooperative_id);
ANALYZE import_row;
