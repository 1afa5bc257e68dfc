-- The owner of each staged row: the person by NIK, the family of that person or else by card.
UPDATE import_row s
SET owner_id = p.id,
    household_id = coalesce(p.household_id, h.id),
    owner_identity = coalesce('p' || p.id, 'h' || h.id, 'n' || lower(s.owner_name))
FROM import_row o
LEFT JOIN people_person p ON p.nik_hash = o.owner_nik_hash
LEFT JOIN people_household h ON h.family_card_hash = o.family_card_hash
WHERE s.row_number = o.row_number
