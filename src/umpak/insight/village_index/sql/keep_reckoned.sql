-- What was reckoned of each row, into the staging table.
UPDATE import_row s SET
    out_instrument = x.instrument,
    out_form = x.form,
    out_version = x.version,
    out_iks = x.iks,
    out_ike = x.ike,
    out_ikl = x.ikl,
    out_composite = x.composite,
    out_published_status = x.published_status,
    out_status = x.status,
    out_computed_status = x.computed_status,
    out_iks_sum = x.iks_sum,
    out_ike_sum = x.ike_sum,
    out_ikl_sum = x.ikl_sum,
    out_points = x.points,
    out_gap_points = x.gap_points,
    out_weakest = x.weakest,
    out_scores = nullif(x.scores, 'null'),
    out_dimension_points = nullif(x.dimension_points, 'null'),
    out_disagreements = x.disagreements,
    out_batch = %(batch)s
FROM jsonb_to_recordset(%(rows)s::jsonb) AS x (
    row_number integer, instrument text, form text, version text,
    iks numeric, ike numeric, ikl numeric, composite numeric,
    published_status text, status text, computed_status text,
    iks_sum integer, ike_sum integer, ikl_sum integer, points integer, gap_points integer,
    weakest text, scores jsonb, dimension_points jsonb, disagreements jsonb
)
WHERE s.row_number = x.row_number
