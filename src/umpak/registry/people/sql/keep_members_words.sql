-- A household stays findable under the names of the members that the file does not name; where
-- its head is called otherwise now, the former name is taken out again after the writing.
UPDATE import_row s
SET search_words = ARRAY(
        SELECT DISTINCT word FROM unnest(s.search_words || h.search_words::text[]) AS word
    ),
    renamed_id = CASE WHEN h.head_name <> s.head_name THEN h.id END
FROM people_household h
WHERE h.family_card_hash = s.family_card_hash
  AND NOT h.search_words::text[] <@ s.search_words
