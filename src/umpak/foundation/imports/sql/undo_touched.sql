-- Each row that the batch touched: its events of that batch, and whether anything came after them.
-- An update of nothing but what the program makes by itself is not counted.
CREATE TEMPORARY TABLE import_undo ON COMMIT DROP AS
SELECT
    touched.*,
    EXISTS (
        SELECT 1
        FROM {event} later
        CROSS JOIN LATERAL (
            SELECT max(e.pgh_id) AS event
            FROM {event} e
            WHERE e.pgh_obj_id = later.pgh_obj_id AND e.pgh_id < later.pgh_id
        ) previous
        JOIN {event} former ON former.pgh_id = previous.event
        WHERE later.pgh_obj_id = touched.key
          AND later.pgh_id > touched.last_event
          AND later.pgh_context_id IS DISTINCT FROM %(context)s
          AND (
              later.pgh_label <> 'update'
              OR to_jsonb(later) - own.columns IS DISTINCT FROM to_jsonb(former) - own.columns
          )
    ) AS has_changed_since,
    (
        SELECT max(earlier.pgh_id) FROM {event} earlier
        WHERE earlier.pgh_obj_id = touched.key AND earlier.pgh_id < touched.first_event
    ) AS event_before
FROM (
    SELECT
        pgh_obj_id AS key,
        min(pgh_id) AS first_event,
        max(pgh_id) AS last_event,
        bool_or(pgh_label = 'insert') AND NOT bool_or(pgh_label = 'delete') AS is_new
    FROM {event}
    WHERE pgh_context_id = %(context)s
    GROUP BY pgh_obj_id
) touched
CROSS JOIN (
    SELECT
        ARRAY['pgh_id', 'pgh_created_at', 'pgh_label', 'pgh_obj_id', 'pgh_context_id']
        || %(remade)s::text[] AS columns
) own
