-- Each household carries its newest desil; where its last record is gone, none.
UPDATE people_household h
SET desil = newest.desil,
    desil_period_on = newest.period_on
FROM people_household one
LEFT JOIN LATERAL (
    SELECT r.desil, r.period_on
    FROM people_desilrecord r
    WHERE r.household_id = one.id
    ORDER BY r.period_on DESC
    LIMIT 1
) newest ON true
WHERE h.id = one.id
  AND (h.desil, h.desil_period_on) IS DISTINCT FROM (newest.desil, newest.period_on)
