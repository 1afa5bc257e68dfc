-- What a table carries besides its rows and primary key: how to drop each, and how to make it again.
-- A unique rule on which another table's foreign key leans stays.
SELECT drop, make
FROM (
    SELECT
        1 AS turn,
        format('ALTER TABLE %%s DROP CONSTRAINT %%I', c.conrelid::regclass, c.conname) AS drop,
        format(
            'ALTER TABLE %%s ADD CONSTRAINT %%I %%s',
            c.conrelid::regclass, c.conname, pg_get_constraintdef(c.oid)
        ) AS make
    FROM pg_constraint c
    WHERE c.conrelid = %(table)s::regclass
      AND c.contype IN ('f', 'u')
      AND NOT EXISTS (
          SELECT FROM pg_constraint other
          WHERE other.contype = 'f'
            AND other.confrelid = c.conrelid
            AND other.conindid = c.conindid
            AND c.contype = 'u'
      )
    UNION ALL
    SELECT
        2,
        format('DROP INDEX %%s', i.indexrelid::regclass),
        pg_get_indexdef(i.indexrelid)
    FROM pg_index i
    WHERE i.indrelid = %(table)s::regclass
      AND NOT i.indisprimary
      AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid)
) parts
ORDER BY turn, drop
