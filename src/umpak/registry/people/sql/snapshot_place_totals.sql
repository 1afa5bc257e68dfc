-- The newest count of each village known on the day; of two of one day the one imported last.
SELECT DISTINCT ON (t.village_code)
       t.village_code,
       t.source::text AS source,
       to_char(t.counted_on, 'YYYY-MM-DD') AS counted_on,
       t.families::bigint AS families,
       t.poor_families::bigint AS poor_families,
       t.covers_all,
       t.least_criteria::integer AS least_criteria,
       t.people::bigint AS people
FROM people_placetotal AS t
WHERE t.counted_on <= :as_of
  AND t.village_code LIKE :regency_code || '.%'
ORDER BY t.village_code, t.counted_on DESC, t.id DESC
