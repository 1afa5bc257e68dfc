-- The blocking findings of O01-O08 over all cooperatives (`umpak.rules.officers` is the truth). One
-- row a cooperative of which any officer is on record; where nobody is, nobody knows.
serving AS (
    SELECT officer.*, coalesce(encode(officer.nik_hash, 'hex'), officer.person_key) AS who,
           officer.from_on + make_interval(years => :term_years_most) AS full_term
    FROM cooperatives_cooperativeofficer AS officer
    WHERE officer.board IN ('pengurus', 'pengawas')
      AND (officer.ended_on IS NULL OR officer.ended_on > :as_of)
      AND (officer.from_on IS NULL OR officer.from_on <= :as_of)
),
counted AS (
    SELECT cooperative_id,
           count(*) FILTER (WHERE board = 'pengurus') AS pengurus,
           count(DISTINCT post) FILTER (
               WHERE board = 'pengurus' AND post IN (:pengurus_posts)
           ) AS named_posts,
           count(*) FILTER (WHERE board = 'pengawas') AS pengawas,
           count(*) FILTER (WHERE post = 'ketua_pengawas') AS chairs,
           bool_or(post = 'ketua_pengawas' AND village_office = '') AS is_chair_unknown,
           bool_or(post = 'ketua_pengawas' AND village_office <> 'kepala_desa_atau_lurah')
               AS is_chair_another,
           bool_or(board = 'pengurus' AND village_office = 'kepala_desa_atau_lurah')
               AS is_head_in_pengurus,
           bool_or(board = 'pengawas' AND has_clean_record IS FALSE) AS is_record_bad,
           -- A term from 29 February ends on 1 March, five years on.
           bool_or(until_on > full_term::date + CASE
               WHEN to_char(from_on, 'MMDD') = '0229' AND to_char(full_term, 'MMDD') = '0228'
               THEN 1 ELSE 0 END) AS is_term_long,
           bool_or(term_number > :terms_most) AS are_terms_many,
           bool_or(is_member IS FALSE) AS is_outsider,
           count(*) > count(DISTINCT who) AS is_doubled
    FROM serving
    GROUP BY cooperative_id
),
kin AS (
    SELECT DISTINCT one.cooperative_id
    FROM cooperatives_officerkinship AS tie
    JOIN serving AS one ON one.id = tie.officer_id
    JOIN serving AS two ON two.id = tie.other_id AND two.cooperative_id = one.cooperative_id
    WHERE tie.relation IN (:kin_blocked)
),
blocks AS (
    SELECT counted.cooperative_id,
           coalesce(is_term_long, false) OR coalesce(are_terms_many, false)
           OR is_outsider OR is_doubled
           OR cooperative.kind = 'kmp' AND (
               pengurus < :pengurus_least OR pengurus % 2 = 0 OR named_posts < :posts_count
               OR pengawas < :pengawas_least OR pengawas % 2 = 0 OR chairs <> 1
               OR is_chair_another AND NOT is_chair_unknown
               OR cooperative.kinship_declared_on IS NOT NULL AND kin.cooperative_id IS NOT NULL
               OR is_head_in_pengurus
               OR is_record_bad
           ) AS has_officer_block
    FROM counted
    JOIN cooperatives_cooperative AS cooperative ON cooperative.id = counted.cooperative_id
    LEFT JOIN kin ON kin.cooperative_id = counted.cooperative_id
)
