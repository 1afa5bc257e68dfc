-- The person a row names: by NIK, else the only one of that name in the family.
UPDATE import_row s
SET person_id = coalesce(
    (SELECT p.id FROM people_person p WHERE p.nik_hash = s.nik_hash),
    (
        SELECT min(p.id)
        FROM people_person p
        JOIN people_household h ON h.id = p.household_id
        WHERE h.family_card_hash = s.family_card_hash
          AND lower(p.name) = lower(s.name)
          AND (p.nik_hash IS NULL OR s.nik_hash IS NULL)
        HAVING count(*) = 1
    )
)
