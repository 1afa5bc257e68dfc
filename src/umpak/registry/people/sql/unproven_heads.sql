-- Rows whose head bears another name than on record, where a NIK is missing on either side.
SELECT s.row_number, s.head_name, head.name
FROM import_row s
JOIN people_household h ON h.family_card_hash = s.family_card_hash
JOIN people_person head ON head.household_id = h.id AND head.relation = 'head'
WHERE head.name <> s.head_name
  AND (s.nik_hash IS NULL OR head.nik_hash IS NULL)
  AND NOT h.is_restricted
  AND NOT ({beyond})
ORDER BY s.row_number
