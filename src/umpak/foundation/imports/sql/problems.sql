SELECT row_number, column_name, value, problem, mend
FROM import_problem
WHERE is_warning = %(is_warning)s
ORDER BY row_number, column_name, problem
LIMIT %(limit)s
