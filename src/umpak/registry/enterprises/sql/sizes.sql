-- Both size tests and the one that counts, as rules.enterprise_size judges one business.
-- {capital} and {sales} are CASE expressions made from the dated parameter.
UPDATE import_row s
SET size_by_capital = coalesce(tests.by_capital, ''),
    size_by_sales = coalesce(tests.by_sales, ''),
    size = coalesce(tests.decisive, ''),
    size_decided_by = CASE WHEN tests.decisive IS NULL THEN '' ELSE coalesce(tests.by, '') END
FROM (
    SELECT judged.row_number, judged.by_capital, judged.by_sales, judged.by,
        CASE judged.by
            WHEN 'capital' THEN judged.by_capital
            WHEN 'sales' THEN judged.by_sales
            ELSE CASE WHEN judged.by_capital = judged.by_sales THEN judged.by_capital END
        END AS decisive
    FROM (
        SELECT row_number,
            {capital} AS by_capital,
            {sales} AS by_sales,
            CASE
                WHEN started_on IS NOT NULL THEN
                    CASE WHEN started_on >= %(in_force_on)s THEN 'capital' ELSE 'sales' END
                WHEN known_year > %(in_force_year)s THEN 'capital'
                WHEN known_year < %(in_force_year)s THEN 'sales'
            END AS by
        FROM import_row
    ) judged
) tests
WHERE s.row_number = tests.row_number
