-- A household stays findable under the names of the members that the file does not name.
UPDATE import_row s
SET search_words = ARRAY(
    SELECT DISTINCT word FROM unnest(s.search_words || h.search_words::text[]) AS word
)
FROM people_household h
WHERE h.family_card_hash = s.family_card_hash
  AND NOT h.search_words::text[] <@ s.search_words
