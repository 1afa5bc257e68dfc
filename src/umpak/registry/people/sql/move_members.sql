-- People live where their household lives.
UPDATE people_person p
SET village_code = h.village_code
FROM people_household h
JOIN import_row s ON s.family_card_hash = h.family_card_hash
WHERE p.household_id = h.id AND p.village_code <> h.village_code
