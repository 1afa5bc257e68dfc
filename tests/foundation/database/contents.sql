-- All that the small database is made of, one line each, in words that every version uses.
WITH ours AS (SELECT oid, nspname FROM pg_namespace WHERE nspname IN ('public', 'arsip'))
SELECT 'column', attrelid::regclass::text, concat_ws(
    ' ', attname, format_type(atttypid, atttypmod), attnotnull, attidentity, attgenerated,
    pg_get_expr(adbin, adrelid)
)
FROM pg_attribute
JOIN pg_class AS relation ON relation.oid = attrelid
JOIN ours ON ours.oid = relnamespace
LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
WHERE attnum > 0 AND relkind IN ('r', 'p', 'v')
UNION ALL
SELECT 'constraint', conname, conrelid::regclass::text || pg_get_constraintdef(pg_constraint.oid)
FROM pg_constraint
JOIN ours ON ours.oid = connamespace
WHERE contype <> 'n' -- before version 18 only the column says that it is not null
UNION ALL
SELECT 'index', indexname, indexdef FROM pg_indexes JOIN ours ON nspname = schemaname
UNION ALL
SELECT 'trigger', tgname, tgenabled::text || pg_get_triggerdef(pg_trigger.oid)
FROM pg_trigger
JOIN pg_class AS relation ON relation.oid = tgrelid
JOIN ours ON ours.oid = relnamespace
WHERE NOT tgisinternal
UNION ALL
SELECT 'routine', proname, prosrc FROM pg_proc JOIN ours ON ours.oid = pronamespace
UNION ALL
SELECT 'type', typname, (
    SELECT string_agg(enumlabel, ' ' ORDER BY enumsortorder)
    FROM pg_enum
    WHERE enumtypid = pg_type.oid
)
FROM pg_type
JOIN ours ON ours.oid = typnamespace
WHERE typtype IN ('e', 'd')
UNION ALL
SELECT 'policy', policyname, qual FROM pg_policies JOIN ours ON nspname = schemaname
UNION ALL
SELECT 'sequence', sequencename, last_value::text FROM pg_sequences
UNION ALL
SELECT 'owner', relname, relowner::regrole::text
FROM pg_class
JOIN ours ON ours.oid = relnamespace
WHERE relkind IN ('r', 'p', 'v', 'S')
UNION ALL
SELECT 'row', 'cooperative', cooperative::text FROM cooperative
UNION ALL
SELECT 'row', 'entry', entry::text FROM entry
UNION ALL
SELECT 'row', 'letter', letter::text FROM arsip.letter
UNION ALL
SELECT 'row', 'total', total::text FROM total
