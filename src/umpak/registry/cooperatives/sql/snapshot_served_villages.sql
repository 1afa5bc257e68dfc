SELECT cooperative.public_id::text AS cooperative_id,
       served.village_code
FROM cooperatives_servedvillage AS served
JOIN cooperatives_cooperative AS cooperative ON cooperative.id = served.cooperative_id
WHERE cooperative.merged_into_id IS NULL
  AND (cooperative.founded_on IS NULL OR cooperative.founded_on <= :as_of)
  AND (cooperative.closed_on IS NULL OR cooperative.closed_on > :as_of)
  AND cooperative.village_code LIKE :regency_code || '.%'
ORDER BY served.village_code, cooperative.public_id
