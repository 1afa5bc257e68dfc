SELECT village.code AS village_code,
       village.parent_code AS district_code,
       village.name::text AS name,
       district.name::text AS district_name,
       village.kind::text AS kind,
       village.population::bigint AS population,
       village.lat::double precision AS lat,
       village.lng::double precision AS lng
FROM territory_territory AS village
JOIN territory_territory AS district ON district.code = village.parent_code
WHERE village.level = 'village'
  AND village.code LIKE :regency_code || '.%'
  AND (village.valid_from IS NULL OR village.valid_from <= :as_of)
  AND (village.valid_until IS NULL OR village.valid_until >= :as_of)
ORDER BY village.code
