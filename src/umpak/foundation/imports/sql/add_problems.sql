INSERT INTO import_problem (row_number, column_name, value, problem, mend, is_warning)
SELECT *
FROM unnest(
    %(rows)s::integer[], %(columns)s::text[], %(values)s::text[],
    %(problems)s::text[], %(mends)s::text[], %(warnings)s::boolean[]
)
