-- The business that each staged row describes: same village, same name, same owner. A business
-- entered when its owner was only a name is the same one once the owner is known.
UPDATE import_row s
SET enterprise_id = found.id,
    public_id = coalesce(found.public_id, gen_random_uuid()),
    known_capital = coalesce(s.capital, found.capital),
    known_sales = coalesce(s.yearly_sales, found.yearly_sales),
    known_year = coalesce(s.started_year, found.started_year),
    started_on = found.started_on
FROM import_row o
LEFT JOIN LATERAL (
    SELECT t.*
    FROM enterprises_enterprise t
    WHERE t.village_code = o.village_code
      AND t.name = o.name
      AND (
          coalesce('p' || t.owner_id, 'h' || t.household_id, 'n' || lower(t.owner_name))
              = o.owner_identity
          OR (t.owner_id IS NULL AND t.household_id = o.household_id)
          OR (
              t.owner_id IS NULL AND t.household_id IS NULL
              AND lower(t.owner_name) = lower(o.owner_name)
          )
      )
    ORDER BY t.id
    LIMIT 1
) found ON true
WHERE s.row_number = o.row_number
