-- The village by its code, else by its name; whom to count as poor; what was said beside the file.
-- A name that fits two villages fits none: the district, or the code, must tell them apart.
UPDATE import_row s SET
    village = coalesce(s.village, named.code),
    counted_on = coalesce(s.counted_on, %(counted_on)s::date),
    source = coalesce(s.source, %(source)s),
    covers_all = %(covers_all)s,
    least_criteria = CASE WHEN s.poor_families IS NULL AND s.criteria_4_more IS NOT NULL
                          THEN %(least)s END,
    counted_poor = coalesce(
        s.poor_families,
        (%(least)s <= 0)::integer * s.criteria_0_1
        + (%(least)s <= 2)::integer * s.criteria_2_3
        + s.criteria_4_more
    )
FROM import_row own
LEFT JOIN LATERAL (
    SELECT min(place.code) AS code
    FROM territory_territory place
    JOIN territory_territory district ON district.code = place.parent_code
    WHERE own.village IS NULL
      AND place.level = 'village'
      AND place.valid_until IS NULL
      AND (%(regency)s = '' OR place.code LIKE %(regency)s || '.%%')
      AND (own.district IS NULL
           OR regexp_replace(lower(district.name), '[^[:alnum:]]', '', 'g')
              = regexp_replace(lower(own.district), '[^[:alnum:]]', '', 'g'))
      AND regexp_replace(lower(own.village_name), '[^[:alnum:]]', '', 'g') IN (
          SELECT regexp_replace(lower(place.name), '[^[:alnum:]]', '', 'g')
          UNION ALL
          SELECT regexp_replace(lower(alias.name), '[^[:alnum:]]', '', 'g')
          FROM territory_territoryalias alias
          WHERE alias.territory_code = place.code)
    HAVING count(*) = 1
) named ON true
WHERE s.row_number = own.row_number
