-- Removes everything that users have made in this database, so that a backup can take its place.
-- The schema public itself stays: its owner and its rights belong to the server's administrator.
SET LOCAL lock_timeout = '30s';
SET LOCAL client_min_messages = warning;
SET LOCAL search_path = '';

DO $$
DECLARE
    command text;
    -- all are listed before the first is dropped: CASCADE takes some of the later ones along
    commands text[] := ARRAY(
        SELECT format('DROP SCHEMA %I CASCADE', nspname)
        FROM pg_namespace
        WHERE nspname NOT IN ('public', 'information_schema') AND nspname !~ '^pg_'
    ) || ARRAY(
        SELECT format('DROP %s IF EXISTS public.%I CASCADE', kinds.name, relname)
        FROM pg_class AS relation
        JOIN (
            VALUES ('r', 'TABLE'), ('p', 'TABLE'), ('f', 'FOREIGN TABLE'), ('v', 'VIEW'),
                ('m', 'MATERIALIZED VIEW'), ('S', 'SEQUENCE')
        ) AS kinds (code, name) ON kinds.code = relkind::text
        WHERE relnamespace = 'public'::regnamespace
            AND NOT EXISTS (
                -- what belongs to an extension or, as a sequence does, to a column
                SELECT FROM pg_depend
                WHERE classid = 'pg_class'::regclass AND objid = relation.oid
                    AND (deptype = 'e' OR (relkind = 'S' AND deptype IN ('a', 'i')))
            )
    ) || ARRAY(
        SELECT format('DROP ROUTINE IF EXISTS %s CASCADE', oid::regprocedure)
        FROM pg_proc AS routine
        WHERE pronamespace = 'public'::regnamespace
            AND NOT EXISTS (
                SELECT FROM pg_depend
                WHERE classid = 'pg_proc'::regclass AND objid = routine.oid AND deptype = 'e'
            )
    ) || ARRAY(
        SELECT format('DROP TYPE IF EXISTS public.%I CASCADE', typname)
        FROM pg_type AS kind
        WHERE typnamespace = 'public'::regnamespace
            AND (
                typtype IN ('e', 'd', 'r')
                OR typrelid IN (SELECT oid FROM pg_class WHERE relkind = 'c')
            )
            AND NOT EXISTS (
                SELECT FROM pg_depend
                WHERE classid = 'pg_type'::regclass AND objid = kind.oid AND deptype = 'e'
            )
    );
BEGIN
    FOREACH command IN ARRAY commands LOOP
        EXECUTE command;
    END LOOP;
END
$$;
