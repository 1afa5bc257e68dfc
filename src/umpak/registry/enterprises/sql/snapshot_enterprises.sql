-- Whose owner's processing is restricted is counted nowhere, as in the lists.
WITH permits AS (
    SELECT enterprise_id,
           bool_or(kind = 'nib' AND (issued_on IS NULL OR issued_on <= :as_of)) AS has_nib,
           bool_or(kind = 'halal' AND (expires_on IS NULL OR expires_on >= :as_of)
                   AND (issued_on IS NULL OR issued_on <= :as_of)) AS has_halal,
           min(expires_on) FILTER (
               WHERE expires_on >= :as_of AND (issued_on IS NULL OR issued_on <= :as_of)
           ) AS next_expiry
    FROM enterprises_permit
    GROUP BY enterprise_id
)
SELECT enterprise.public_id::text AS enterprise_id,
       enterprise.village_code,
       newest.desil::integer AS owner_desil,
       nullif(enterprise.size, '')::text AS size_class,
       enterprise.sector IN ('makanan_olahan', 'hasil_laut_olahan', 'warung_makan') AS is_food,
       coalesce(permits.has_nib, false) AS has_nib,
       coalesce(permits.has_halal, false) AS has_halal,
       EXISTS (SELECT FROM enterprises_buyer AS buyer
               WHERE buyer.enterprise_id = enterprise.id
                 AND (buyer.since_year IS NULL
                      OR buyer.since_year <= extract(year FROM :as_of))) AS has_buyer,
       permits.next_expiry AS permit_expires_on
FROM enterprises_enterprise AS enterprise
LEFT JOIN people_person AS owner ON owner.id = enterprise.owner_id AND NOT owner.is_restricted
LEFT JOIN people_household AS home ON home.id = owner.household_id AND NOT home.is_restricted
LEFT JOIN people_household AS family
       ON family.id = coalesce(enterprise.household_id, owner.household_id)
      AND NOT family.is_restricted
LEFT JOIN LATERAL (
    SELECT desil FROM people_desilrecord
    WHERE household_id = family.id AND period_on <= :as_of
    ORDER BY period_on DESC LIMIT 1
) AS newest ON true
LEFT JOIN permits ON permits.enterprise_id = enterprise.id
WHERE enterprise.village_code LIKE :regency_code || '.%'
  AND (enterprise.closed_on IS NULL OR enterprise.closed_on > :as_of)
  AND coalesce(enterprise.started_on, make_date(enterprise.started_year, 1, 1), :as_of) <= :as_of
  AND (enterprise.owner_id IS NULL OR owner.id IS NOT NULL)
  AND (owner.household_id IS NULL OR home.id IS NOT NULL)
  AND (enterprise.household_id IS NULL OR family.id IS NOT NULL)
ORDER BY enterprise.village_code, enterprise.public_id
