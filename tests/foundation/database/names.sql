-- The names of all that users made: tables, types, routines, schemas.
WITH ours AS (
    SELECT oid, nspname FROM pg_namespace
    WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
)
SELECT nspname FROM ours
UNION SELECT relname FROM pg_class JOIN ours ON ours.oid = relnamespace
UNION SELECT typname FROM pg_type JOIN ours ON ours.oid = typnamespace
UNION SELECT proname FROM pg_proc JOIN ours ON ours.oid = pronamespace
