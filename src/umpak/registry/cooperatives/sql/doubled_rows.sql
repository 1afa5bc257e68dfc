-- A row that an earlier one already told, with the first thing they share: one line a row.
SELECT DISTINCT ON (s.row_number) s.row_number, shared.what, shared.earlier, shared.value
FROM import_row s
CROSS JOIN LATERAL (
    SELECT 1 AS place, 'nik_koperasi' AS what, s.nik_koperasi AS value,
        (SELECT min(o.row_number) FROM import_row o WHERE o.nik_koperasi = s.nik_koperasi) AS earlier
    UNION ALL
    SELECT 2, 'legal_number', s.legal_value,
        (SELECT min(o.row_number) FROM import_row o WHERE o.legal_value = s.legal_value)
    UNION ALL
    SELECT 3, 'nib', s.nib, (SELECT min(o.row_number) FROM import_row o WHERE o.nib = s.nib)
    UNION ALL
    SELECT 4, 'npwp', s.npwp, (SELECT min(o.row_number) FROM import_row o WHERE o.npwp = s.npwp)
    UNION ALL
    SELECT 5, 'name', s.name,
        (
            SELECT min(o.row_number) FROM import_row o
            WHERE o.name_key = s.name_key AND o.village_code = s.village_code
              AND o.kind_value = s.kind_value
              AND coalesce(o.nik_koperasi = s.nik_koperasi, true)
              AND coalesce(o.legal_value = s.legal_value, true)
        )
    UNION ALL
    SELECT 6, 'name', s.name,
        (SELECT min(o.row_number) FROM import_row o WHERE o.cooperative_id = s.cooperative_id)
) shared
WHERE shared.earlier < s.row_number
ORDER BY s.row_number, shared.place;
