-- Within one file a later term on the same post ends the earlier one. Where several hold a post side
-- by side, only the same person's does.
UPDATE import_row s
SET
    is_latest = later.first_from IS NULL,
    ended_on = CASE
        WHEN later.first_from IS NOT NULL
            THEN greatest(s.from_on, least(coalesce(s.until_on, later.first_from), later.first_from))
    END
FROM import_row r
LEFT JOIN LATERAL (
    SELECT min(o.from_on) AS first_from
    FROM import_row o
    WHERE o.cooperative_id = r.cooperative_id AND o.post = r.post AND o.from_on > r.from_on
      AND (r.post <> ALL(%(held_by_several)s::text[]) OR o.person_key = r.person_key)
) later ON true
WHERE r.row_number = s.row_number;
