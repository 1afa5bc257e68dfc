SELECT 'table', c.relname::text, c.relkind::text, ''
FROM pg_class c
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v')
UNION ALL
SELECT 'column', c.relname::text, a.attname::text,
    format_type(a.atttypid, a.atttypmod) || ' ' || a.attnotnull || ' '
    || coalesce(pg_get_expr(d.adbin, d.adrelid), '')
FROM pg_attribute a
JOIN pg_class c ON c.oid = a.attrelid AND c.relkind IN ('r', 'p')
LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE c.relnamespace = 'public'::regnamespace AND a.attnum > 0 AND NOT a.attisdropped
UNION ALL
SELECT 'trigger', c.relname::text, t.tgname::text, t.tgenabled::text || md5(p.prosrc)
FROM pg_trigger t
JOIN pg_class c ON c.oid = t.tgrelid
JOIN pg_proc p ON p.oid = t.tgfoid
WHERE c.relnamespace = 'public'::regnamespace AND NOT t.tgisinternal
UNION ALL
-- From 18 on a NOT NULL is a constraint too; it is compared with its column. A server words a check
-- anew when it reads it back, so of these the columns are compared.
SELECT 'constraint', r.conrelid::regclass::text, r.conname::text,
    CASE r.contype WHEN 'c' THEN (
        SELECT string_agg(a.attname, ',' ORDER BY a.attname)
        FROM pg_attribute a
        WHERE a.attrelid = r.conrelid AND a.attnum = ANY (r.conkey)
    ) ELSE pg_get_constraintdef(r.oid) END
FROM pg_constraint r
WHERE r.connamespace = 'public'::regnamespace AND r.contype <> 'n'
UNION ALL
SELECT 'index', i.tablename::text, i.indexname::text, split_part(i.indexdef, ' WHERE ', 1)
FROM pg_indexes i
WHERE i.schemaname = 'public'
