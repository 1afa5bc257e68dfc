-- Where a village lies: its own point, else the middle (centre of mass) of the largest part of its
-- polygon. Official lists carry no points, and without one no distance is known.
WITH ring AS (
    SELECT boundary.territory_code, part.number, part.corners
    FROM territory_boundary AS boundary
    JOIN territory_territory AS place ON place.code = boundary.territory_code
    CROSS JOIN LATERAL jsonb_path_query(
        boundary.geometry,
        CASE boundary.geometry ->> 'type'
            WHEN 'Polygon' THEN '$.coordinates[0]'::jsonpath
            ELSE '$.coordinates[*][0]'::jsonpath
        END
    ) WITH ORDINALITY AS part (corners, number)
    WHERE place.level = 'village'
      AND place.lat IS NULL
      AND place.code LIKE :regency_code || '.%'
),
corner AS (
    SELECT ring.territory_code, ring.number, point.place,
           (point.pair ->> 0)::double precision AS x,
           (point.pair ->> 1)::double precision AS y
    FROM ring
    CROSS JOIN LATERAL jsonb_array_elements(ring.corners) WITH ORDINALITY AS point (pair, place)
),
-- Measured from the first corner, so that small polygons lose no digits.
moved AS (
    SELECT territory_code, number, place,
           first_value(x) OVER corners AS from_x,
           first_value(y) OVER corners AS from_y,
           x - first_value(x) OVER corners AS x,
           y - first_value(y) OVER corners AS y
    FROM corner
    WINDOW corners AS (PARTITION BY territory_code, number ORDER BY place)
),
side AS (
    SELECT *, x * next_y - next_x * y AS cross_product
    FROM (
        SELECT *, lead(x) OVER corners AS next_x, lead(y) OVER corners AS next_y
        FROM moved
        WINDOW corners AS (PARTITION BY territory_code, number ORDER BY place)
    ) AS pair
    WHERE next_x IS NOT NULL
),
summed AS (
    SELECT territory_code, number, min(from_x) AS from_x, min(from_y) AS from_y,
           sum(cross_product ORDER BY place) AS twice_area,
           sum((x + next_x) * cross_product ORDER BY place) AS about_x,
           sum((y + next_y) * cross_product ORDER BY place) AS about_y
    FROM side
    GROUP BY territory_code, number
),
middle AS (
    SELECT DISTINCT ON (territory_code)
           territory_code,
           round((from_x + about_x / (3 * twice_area))::numeric, 6) AS lng,
           round((from_y + about_y / (3 * twice_area))::numeric, 6) AS lat
    FROM summed
    WHERE twice_area <> 0
    ORDER BY territory_code, abs(twice_area) DESC, number
)
SELECT village.code AS village_code,
       village.parent_code AS district_code,
       village.name::text AS name,
       district.name::text AS district_name,
       village.kind::text AS kind,
       village.population::bigint AS population,
       coalesce(village.lat, middle.lat)::double precision AS lat,
       coalesce(village.lng, middle.lng)::double precision AS lng
FROM territory_territory AS village
JOIN territory_territory AS district ON district.code = village.parent_code
LEFT JOIN middle ON middle.territory_code = village.code
WHERE village.level = 'village'
  AND village.code LIKE :regency_code || '.%'
  AND (village.valid_from IS NULL OR village.valid_from <= :as_of)
  AND (village.valid_until IS NULL OR village.valid_until >= :as_of)
ORDER BY village.code
