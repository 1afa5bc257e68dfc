-- The newest decile of the day's quarter or an earlier one, and the one before it. On a day gone by
-- a family counts when it has such a decile, or was in the register by then.
WITH placed AS (
    SELECT household_id, period_on, desil,
           row_number() OVER (PARTITION BY household_id ORDER BY period_on DESC) AS place
    FROM people_desilrecord
    WHERE period_on <= :as_of
),
newest AS (
    SELECT household_id,
           max(desil) FILTER (WHERE place = 1) AS desil,
           max(period_on) FILTER (WHERE place = 1) AS period_on,
           max(desil) FILTER (WHERE place = 2) AS previous_desil
    FROM placed
    WHERE place <= 2
    GROUP BY household_id
)
SELECT family.village_code,
       family.size::integer AS size,
       family.adults::integer AS adults,
       newest.desil::integer AS desil,
       to_char(newest.period_on, 'YYYY"-Q"Q') AS desil_period,
       newest.previous_desil::integer AS previous_desil,
       family.has_business,
       family.is_cooperative_member,
       family.has_pkh OR family.has_sembako OR family.has_pbi OR family.has_blt AS in_programme,
       round(family.expenditure_per_capita)::bigint AS spending_rupiah
FROM people_household AS family
LEFT JOIN newest ON newest.household_id = family.id
WHERE NOT family.is_restricted
  AND family.village_code LIKE :regency_code || '.%'
  AND (newest.household_id IS NOT NULL OR NOT :is_past OR EXISTS (
      SELECT FROM people_householdevent AS event
      WHERE event.id = family.id AND event.pgh_created_at < :past_end
  ))
ORDER BY family.village_code, family.id
