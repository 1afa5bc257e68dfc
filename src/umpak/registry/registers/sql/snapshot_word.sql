-- The newest word on each register that had been said by the day, of a state that had begun by then.
-- Without one a register with rows is taken for complete. Where the table itself can only be read as of today (its history begins later), so is the word.
WITH named (name, register, is_of_today) AS (
    VALUES
        ('households', 'people_household', NOT EXISTS (
            SELECT FROM people_householdevent WHERE pgh_created_at < :past_end)),
        ('cooperatives', 'cooperatives_cooperative', NOT EXISTS (
            SELECT FROM cooperatives_cooperativeevent WHERE pgh_created_at < :past_end)),
        ('enterprises', 'enterprises_enterprise', NOT EXISTS (
            SELECT FROM enterprises_enterpriseevent WHERE pgh_created_at < :past_end)),
        ('bumdes', 'bumdes_bumdes', NOT EXISTS (
            SELECT FROM bumdes_bumdesevent WHERE pgh_created_at < :past_end))
)
SELECT
    named.register,
    coalesce(word.state = 'complete', true) AS is_complete,
    coalesce(word.row_count = 0, false) AS is_empty
FROM named
LEFT JOIN LATERAL (
    SELECT said.state, said.row_count
    FROM registers_registerstate AS said
    WHERE said.regency_code = :regency_code
        AND said.register = named.name
        AND (
            NOT :is_past
            OR named.is_of_today
            OR (said.as_of <= :as_of AND said.declared_at < :past_end)
        )
    ORDER BY said.id DESC
    LIMIT 1
) AS word ON true
ORDER BY named.name
