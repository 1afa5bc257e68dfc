-- Families, their deciles, cooperatives, polygons: invented, the same each time.
UPDATE territory_territory AS village
SET lat = -7.5 + 0.02 * (place.number / 15), lng = 111 + 0.02 * (place.number % 15)
FROM (SELECT code, row_number() OVER (ORDER BY code) - 1 AS number
      FROM territory_territory WHERE level = 'village') AS place
WHERE village.code = place.code;

INSERT INTO territory_boundary (territory_code, geometry, area_km2, source, updated_at)
SELECT code, jsonb_build_object('type', 'Polygon', 'coordinates', jsonb_build_array(jsonb_build_array(
           jsonb_build_array(lng, lat), jsonb_build_array(lng + 0.02, lat),
           jsonb_build_array(lng + 0.02, lat + 0.02), jsonb_build_array(lng, lat + 0.02),
           jsonb_build_array(lng, lat)))), 4, 'ukur', now()
FROM territory_territory WHERE level = 'village';

INSERT INTO people_household (
    public_id, village_code, head_name, address, rt, rw, size, adults, desil, desil_period_on,
    has_pkh, has_sembako, has_pbi, has_blt, has_business, is_cooperative_member, is_restricted,
    search_words)
SELECT gen_random_uuid(), village.code, 'Keluarga ' || number, '', '', '', 4, 2,
       1 + (number * 7919 + length(village.name) + number / 217) % 10, '2026-07-01',
       number % 3 = 0, false, false, false, number % 4 = 0, number % 6 = 0, false,
       ARRAY['keluarga']
FROM generate_series(1, :families) AS number
JOIN (SELECT code, name, row_number() OVER (ORDER BY code) - 1 AS place
      FROM territory_territory WHERE level = 'village') AS village ON village.place = number % 217;

INSERT INTO people_desilrecord (household_id, period_on, desil, source)
SELECT id, period::date, least(10, greatest(1, desil + CASE WHEN period = '2026-07-01' THEN 0
                                                            ELSE id % 3 - 1 END)), 'ukur'
FROM people_household, unnest(ARRAY['2026-07-01', '2026-04-01', '2026-01-01']) AS period;

INSERT INTO cooperatives_cooperative (
    public_id, name, name_key, kind, has_savings_loan_unit, pattern, form, membership_area,
    village_code, address, coordinate_check, email, legal_status, founded_on, registered_on,
    closing_reason, search_words)
SELECT gen_random_uuid(), 'Koperasi ' || number, 'koperasi ' || number,
       (ARRAY['ksp', 'kmp', 'consumer', 'producer', 'service'])[1 + number % 5], false,
       'conventional', 'primary', 'regency', village.code, '', 'no_point', '',
       CASE WHEN number % 7 = 0 THEN 'in_formation' ELSE 'legal' END, '2012-05-01', '2012-05-01', '',
       ARRAY['koperasi']
FROM generate_series(1, 602) AS number
JOIN (SELECT code, row_number() OVER (ORDER BY code) - 1 AS place
      FROM territory_territory WHERE level = 'village') AS village
  ON village.place = (number * 13) % 217;

INSERT INTO cooperatives_cooperativeyear (
    cooperative_id, book_year, members, is_rat_held, source, health_status, health_source)
SELECT id, year, 20 + id % 300, (id + year) % 3 > 0, 'rat_report',
       CASE WHEN kind = 'ksp' AND year = 2025
            THEN (ARRAY['sehat', 'cukup_sehat', 'dalam_pengawasan'])[1 + (id % 3)::integer]
            ELSE '' END, ''
FROM cooperatives_cooperative, generate_series(2021, 2025) AS year;
