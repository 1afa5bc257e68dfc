-- A small database with one of each thing that Umpak's own schema uses.
CREATE TYPE state AS ENUM ('hidup', 'tidur', 'sakit');
CREATE DOMAIN rupiah AS numeric(18, 2) CHECK (VALUE >= 0);
CREATE SCHEMA arsip;

CREATE TABLE cooperative (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL CHECK (name <> ''),
    state state NOT NULL DEFAULT 'hidup',
    founded_on date,
    seen_at timestamptz,
    seal bytea,
    extra jsonb NOT NULL DEFAULT '{}',
    name_lower text GENERATED ALWAYS AS (lower(name)) STORED
);
CREATE UNIQUE INDEX one_living_name ON cooperative (name_lower) WHERE state = 'hidup';

CREATE TABLE entry (
    id serial,
    cooperative_id bigint NOT NULL REFERENCES cooperative DEFERRABLE INITIALLY DEFERRED,
    amount rupiah NOT NULL,
    note text,
    booked_on date NOT NULL,
    PRIMARY KEY (id, booked_on)
) PARTITION BY RANGE (booked_on);
CREATE TABLE entry_2026 PARTITION OF entry FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');

CREATE TABLE arsip.letter (number text PRIMARY KEY, body text);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'entries are append-only';
END
$$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON entry
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE FUNCTION check_balance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.amount > 1000000000 THEN
        RAISE EXCEPTION 'too much';
    END IF;
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER balanced AFTER INSERT ON entry_2026
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_balance();

ALTER TABLE arsip.letter ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_letters ON arsip.letter USING (number <> 'rahasia');

CREATE VIEW total AS
    SELECT cooperative_id, sum(amount) AS amount FROM entry GROUP BY cooperative_id;

INSERT INTO cooperative (name, state, founded_on, seen_at, seal, extra) VALUES
    ('Kopdes Sukamaju', 'hidup', '1979-07-12', '2026-03-01 08:00+07', '\xdeadbeef', '{"a": [1, null]}'),
    (E'Koperasi\n"Tani\tMakmur" \\ ñ 漢', 'tidur', NULL, NULL, NULL, '{}'),
    (E'\\.\n-- Name: palsu\nSET transaction_timeout = 0;', 'sakit', 'infinity', NULL, '', '{}');
INSERT INTO entry (cooperative_id, amount, note, booked_on)
    SELECT 1 + n % 3, n * 1000.25, CASE WHEN n % 2 = 0 THEN 'simpanan ' || n END, '2026-02-01'
    FROM generate_series(1, 500) AS n;
INSERT INTO arsip.letter VALUES ('1/2026', 'isi'), ('rahasia', 'tertutup');
