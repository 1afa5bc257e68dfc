-- The current version of each village, instrument and year up to the day's own; scores that the
-- current version lacks come from the newest other version of the same year.
SELECT r.village_code,
       r.instrument,
       r.year::integer AS year,
       coalesce(r.iks_sum / 175.0, r.iks)::double precision AS iks,
       coalesce(r.ike_sum / 60.0, r.ike)::double precision AS ike,
       coalesce(r.ikl_sum / 15.0, r.ikl)::double precision AS ikl,
       r.composite::double precision AS composite,
       r.status,
       r.points::integer AS points,
       (s.scores ->> 'IKE01')::integer AS micro_industry_score,
       (s.scores ->> 'IKE04')::integer AS shop_score,
       (s.scores ->> 'IKE06')::integer AS logistics_score,
       (s.scores ->> 'IKE07')::integer AS bank_score,
       (s.scores ->> 'IKE08')::integer AS credit_score,
       (s.scores ->> 'IKE09')::integer AS economic_institutions_score
FROM village_index_indexrecord r
LEFT JOIN LATERAL (
    SELECT o.scores
    FROM village_index_indexrecord o
    WHERE o.village_code = r.village_code
      AND o.instrument = r.instrument
      AND o.year = r.year
      AND o.scores IS NOT NULL
    ORDER BY o.is_current NULLS LAST, o.updated_at DESC, o.id DESC
    LIMIT 1
) s ON true
WHERE r.is_current
  AND r.village_code LIKE :regency_code || '.%'
  AND r.year <= extract(year FROM :as_of)
ORDER BY r.village_code, r.instrument, r.year
