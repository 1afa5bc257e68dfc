-- The newest line of the regency that held in the year of the day, or before.
SELECT line.year::integer AS year,
       line.rupiah::bigint AS line_rupiah,
       line.source::text AS source
FROM people_povertyline AS line
WHERE line.regency_code = :regency_code
  AND line.year <= date_part('year', :as_of::date)
ORDER BY line.year DESC
LIMIT 1
