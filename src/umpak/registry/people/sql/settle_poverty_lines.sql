-- The regency by its code, else by its name; the year and source that were said beside the file.
UPDATE import_row s SET
    regency = coalesce(
        (SELECT place.code FROM territory_territory place
         WHERE place.code = own.regency AND place.level = 'regency'),
        named.code
    ),
    year = coalesce(s.year, %(year)s),
    source = coalesce(s.source, %(source)s)
FROM import_row own
LEFT JOIN LATERAL (
    SELECT min(place.code) AS code
    FROM territory_territory place
    WHERE own.regency IS NULL
      AND place.level = 'regency'
      AND regexp_replace(lower(place.name), '^(kabupaten|kab\.?)|[^[:alnum:]]', '', 'g')
          = regexp_replace(lower(own.regency_name), '^(kabupaten|kab\.?)|[^[:alnum:]]', '', 'g')
    HAVING count(*) = 1
) named ON true
WHERE s.row_number = own.row_number
