SELECT
    count(*) FILTER (WHERE action = 2) AS new,
    count(*) FILTER (WHERE action = 1) AS changed,
    count(*) FILTER (WHERE action = 0) AS unchanged
FROM (SELECT row_number, max(action) AS action FROM import_action GROUP BY row_number) rows
