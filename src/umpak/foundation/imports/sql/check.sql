INSERT INTO import_problem (row_number, column_name, value, problem, mend, is_warning)
SELECT
    s.row_number,
    %(column)s,
    left(({value})::text, 200),
    replace(%(problem)s, '{{detail}}', coalesce(({detail})::text, '')),
    replace(%(mend)s, '{{detail}}', coalesce(({detail})::text, '')),
    %(is_warning)s
FROM import_row s
{join}
WHERE {where}
