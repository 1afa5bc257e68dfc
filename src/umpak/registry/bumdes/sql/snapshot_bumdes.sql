-- As of the day: founded by then, and legal once its certificate is dated.
SELECT public_id::text AS bumdes_id,
       village_code,
       legal_status = 'berbadan_hukum'
           AND (legal_on IS NULL OR legal_on <= :as_of) AS is_legal
FROM bumdes_bumdes
WHERE village_code LIKE :regency_code || '.%'
  AND (founded_on IS NULL OR founded_on <= :as_of)
ORDER BY village_code, public_id
