SELECT public_id::text AS bumdes_id,
       village_code,
       legal_status = 'berbadan_hukum' AS is_legal
FROM bumdes_bumdes
WHERE village_code LIKE :regency_code || '.%'
ORDER BY village_code, public_id
