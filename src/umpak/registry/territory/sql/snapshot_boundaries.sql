SELECT boundary.territory_code AS village_code,
       boundary.geometry::text AS geometry
FROM territory_boundary AS boundary
JOIN territory_territory AS village ON village.code = boundary.territory_code
WHERE village.level = 'village'
  AND village.code LIKE :regency_code || '.%'
ORDER BY boundary.territory_code
