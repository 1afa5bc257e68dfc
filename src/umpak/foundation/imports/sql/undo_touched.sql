-- Each row that the batch touched: its events of that batch, and whether anything came after them.
CREATE TEMPORARY TABLE import_undo ON COMMIT DROP AS
SELECT
    touched.*,
    EXISTS (
        SELECT 1 FROM {event} later
        WHERE later.pgh_obj_id = touched.key
          AND later.pgh_id > touched.last_event
          AND later.pgh_context_id IS DISTINCT FROM %(context)s
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
