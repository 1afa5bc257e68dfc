-- Dated facts are taken as of the day: founding, decree, numbers, posts, annual meetings, reports.
-- Units in operation and the savings permit have no source yet (`umpak.pipelines.sources`).
WITH judged (id, activity_state, established_on, last_book_year) AS (
    %(judged)s
),
numbers AS (
    SELECT cooperative_id,
           bool_or(kind = 'nib' AND is_issued) AS has_nib,
           bool_or(kind = 'nik_koperasi' AND is_issued) AS has_nik_koperasi,
           min(issued_on) FILTER (WHERE kind IN ('ahu', 'legacy_bh')) AS legal_on
    FROM (
        SELECT *, issued_on IS NULL OR issued_on <= :as_of AS is_issued
        FROM cooperatives_cooperativeidentifier
        WHERE NOT is_alias
    ) AS identifier
    GROUP BY cooperative_id
),
boards AS (
    SELECT cooperative_id,
           CASE WHEN bool_or(sex = 'female') THEN true
                WHEN bool_and(sex <> '') THEN false END AS has_woman_on_board
    FROM cooperatives_cooperativeofficer
    WHERE (ended_on IS NULL OR ended_on > :as_of)
      AND (from_on IS NULL OR from_on <= :as_of)
    GROUP BY cooperative_id
),
%(blocks)s
SELECT cooperative.public_id::text AS cooperative_id,
       cooperative.village_code,
       cooperative.kind IN ('ksp', 'kspps') OR cooperative.has_savings_loan_unit AS is_ksp,
       cooperative.kind = 'kmp' AS is_village_cooperative,
       is_legal,
       judged.activity_state::text AS activity_state,
       is_legal
           AND coalesce(extract(year FROM judged.established_on) <= judged.last_book_year, true)
           AND NOT EXISTS (
               SELECT FROM cooperatives_cooperativeyear AS held
               WHERE held.cooperative_id = cooperative.id
                 AND held.book_year = judged.last_book_year AND held.is_rat_held
                 AND (held.rat_on IS NULL OR held.rat_on <= :as_of)
           ) AS is_rat_overdue,
       blocks.has_officer_block,
       boards.has_woman_on_board,
       coalesce(numbers.has_nib, false) AS has_nib,
       coalesce(numbers.has_nik_koperasi, false) AS has_nik_koperasi,
       NULL::boolean AS has_savings_permit,
       NULL::integer AS active_units,
       assessed.health_status::text AS health_state,
       assessed.book_year::integer AS health_year,
       reported.members::bigint AS members,
       cooperative.founded_on,
       numbers.legal_on,
       cooperative.lat::double precision AS lat,
       cooperative.lng::double precision AS lng
FROM cooperatives_cooperative AS cooperative
JOIN judged ON judged.id = cooperative.id
LEFT JOIN numbers ON numbers.cooperative_id = cooperative.id
LEFT JOIN boards ON boards.cooperative_id = cooperative.id
LEFT JOIN blocks ON blocks.cooperative_id = cooperative.id
CROSS JOIN LATERAL (
    SELECT cooperative.legal_status = 'legal'
               AND (numbers.legal_on IS NULL OR numbers.legal_on <= :as_of) AS is_legal
) AS standing
LEFT JOIN LATERAL (
    SELECT health_status, book_year
    FROM cooperatives_cooperativeyear
    WHERE cooperative_id = cooperative.id AND health_status <> ''
      AND book_year < extract(year FROM :as_of)
    ORDER BY book_year DESC LIMIT 1
) AS assessed ON true
LEFT JOIN LATERAL (
    SELECT members
    FROM cooperatives_cooperativeyear
    WHERE cooperative_id = cooperative.id AND members IS NOT NULL
      AND book_year <= extract(year FROM :as_of)
      AND (reported_on IS NULL OR reported_on <= :as_of)
    ORDER BY book_year DESC LIMIT 1
) AS reported ON true
WHERE cooperative.village_code LIKE :regency_code || '.%'
  AND (cooperative.closed_on IS NULL OR cooperative.closed_on > :as_of)
  AND least(cooperative.founded_on, numbers.legal_on, cooperative.registered_on) <= :as_of
ORDER BY cooperative.village_code, cooperative.public_id
