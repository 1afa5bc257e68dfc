-- Words of the members that the household does not carry yet.
UPDATE people_household h
SET search_words = ARRAY(
    SELECT DISTINCT word FROM unnest(h.search_words::text[] || members.words) AS word
)
FROM (
    SELECT s.family_card_hash, array_agg(DISTINCT word) AS words
    FROM import_row s
    CROSS JOIN LATERAL unnest(s.search_words) AS word
    GROUP BY s.family_card_hash
) members
WHERE h.family_card_hash = members.family_card_hash
  AND NOT members.words <@ h.search_words::text[]
