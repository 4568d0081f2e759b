-- Who sees and writes what, for everybody but the owner of the schema. The roles are made by
-- `sccif admin init`; a person has those that they are a member of.

-- Which kinds of event a role may write to a case that it sees; `*` stands for every kind.
CREATE TABLE may_write (role TEXT NOT NULL, kind TEXT NOT NULL, PRIMARY KEY (role, kind));
INSERT INTO may_write (role, kind) VALUES
    ('inspector', '*'),
    ('trainee', '*'),
    ('trainer', '*'),
    ('reviewer', 'queried'), ('reviewer', 'signed-off'), ('reviewer', 'exported'), ('reviewer', 'assigned'),
    ('rim', 'queried'), ('rim', 'replied'), ('rim', 'signed-off'), ('rim', 'exported'), ('rim', 'assigned'),
    ('rim', 'withdrawn'), ('rim', 'case-review-stated'), ('rim', 'hold-placed'), ('rim', 'hold-lifted'),
    ('administrator', 'assigned'), ('administrator', 'withdrawn'), ('administrator', 'archived'),
    ('administrator', 'unarchived'), ('administrator', 'hold-placed'), ('administrator', 'hold-lifted'),
    ('administrator', 'erasure-ordered'), ('administrator', 'head-pinned');
-- Some things only the named roles do, whatever else they may.
CREATE TABLE reserved_kinds (kind TEXT NOT NULL, role TEXT NOT NULL, PRIMARY KEY (kind, role));
INSERT INTO reserved_kinds (kind, role) VALUES
    ('erasure-ordered', 'administrator'),
    ('hold-placed', 'administrator'), ('hold-placed', 'rim'),
    ('hold-lifted', 'administrator'), ('hold-lifted', 'rim'),
    ('queried', 'reviewer'), ('queried', 'rim'), ('queried', 'trainer'),
    ('signed-off', 'reviewer'), ('signed-off', 'rim'), ('signed-off', 'trainer');

-- Cases drawn for quality assurance, by whom.
CREATE TABLE samples (
    case_id TEXT NOT NULL REFERENCES cases (case_id),
    who TEXT NOT NULL,
    drawn_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    PRIMARY KEY (case_id, who)
);

-- Whoever is signed in may look for functions where they like; these always look here.
CREATE FUNCTION is_a(role TEXT) RETURNS BOOLEAN LANGUAGE sql STABLE SET search_path FROM CURRENT AS $$
    SELECT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'sccif_' || role)
        AND pg_has_role(session_user, 'sccif_' || role, 'member')
$$;

CREATE FUNCTION is_given(wanted TEXT) RETURNS BOOLEAN LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
    SELECT coalesce((
        SELECT role IS NOT NULL FROM assignments
        WHERE case_id = wanted AND who = session_user ORDER BY sequence DESC LIMIT 1
    ), FALSE)
$$;

-- A reading of the same evidence that is still to be made blind hides the others until it is sealed.
CREATE FUNCTION is_blind_to(wanted TEXT) RETURNS BOOLEAN LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
    SELECT EXISTS (
        SELECT 1 FROM cases one JOIN cases mine
            ON mine.evidence_id = one.evidence_id AND mine.case_id <> one.case_id AND mine.purpose = 'blind'
        WHERE one.case_id = wanted
            AND (mine.opened_by = session_user OR is_given(mine.case_id))
            AND NOT EXISTS (SELECT 1 FROM events WHERE case_id = mine.case_id AND kind = 'sealed')
    )
$$;

CREATE FUNCTION sees(wanted TEXT) RETURNS BOOLEAN LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
    SELECT EXISTS (
        SELECT 1 FROM cases one WHERE one.case_id = wanted AND (
            (is_a('inspector') AND (one.opened_by = session_user OR is_given(wanted)))
            OR ((is_a('reviewer') OR is_a('rim')) AND (
                is_given(wanted) OR EXISTS (SELECT 1 FROM samples WHERE case_id = wanted AND who = session_user)
            ))
            OR (is_a('trainee') AND one.purpose = 'training' AND (one.opened_by = session_user OR is_given(wanted)))
            OR (is_a('trainer') AND one.purpose = 'training')
        )
    ) AND NOT is_blind_to(wanted)
$$;

CREATE FUNCTION may(wanted TEXT) RETURNS BOOLEAN LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
    SELECT EXISTS (SELECT 1 FROM may_write WHERE kind IN (wanted, '*') AND is_a(role))
        AND (
            NOT EXISTS (SELECT 1 FROM reserved_kinds WHERE kind = wanted)
            OR EXISTS (SELECT 1 FROM reserved_kinds WHERE kind = wanted AND is_a(role))
        )
$$;

CREATE FUNCTION may_open(purpose TEXT) RETURNS BOOLEAN LANGUAGE sql STABLE SET search_path FROM CURRENT AS $$
    SELECT is_a('inspector') OR (purpose = 'training' AND (is_a('trainee') OR is_a('trainer')))
$$;

-- Draws cases that were sealed for whoever is signed in to review, at random; gives those that were drawn.
CREATE FUNCTION draw_sample(wanted INTEGER) RETURNS SETOF TEXT LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    IF NOT (is_a('reviewer') OR is_a('rim')) THEN
        RAISE EXCEPTION 'ledger: reviewers and regional inspection managers draw samples';
    END IF;
    RETURN QUERY
        INSERT INTO samples (case_id, who)
        SELECT one.case_id, session_user FROM cases one
        WHERE one.purpose = 'inspection' AND one.opened_by <> session_user AND NOT is_blind_to(one.case_id)
            AND EXISTS (SELECT 1 FROM events WHERE case_id = one.case_id AND kind = 'sealed')
            AND NOT EXISTS (SELECT 1 FROM samples WHERE case_id = one.case_id AND who = session_user)
        ORDER BY random() LIMIT wanted
        RETURNING case_id;
END $$;

-- Whether a case of this name is there, seen or not: two cases never share one.
CREATE FUNCTION is_taken(wanted TEXT) RETURNS BOOLEAN LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
    SELECT EXISTS (SELECT 1 FROM cases WHERE case_id = wanted)
$$;

-- The line of a list says what events say: whoever erases one does not see it, and it goes too.
CREATE FUNCTION erase_summary() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    DELETE FROM summaries WHERE case_id = NEW.case_id;
    RETURN NULL;
END $$;
CREATE TRIGGER erasures_of_summaries AFTER INSERT ON erasures FOR EACH ROW EXECUTE FUNCTION erase_summary();

ALTER TABLE cases ENABLE ROW LEVEL SECURITY;
ALTER TABLE events ENABLE ROW LEVEL SECURITY;
ALTER TABLE payloads ENABLE ROW LEVEL SECURITY;
ALTER TABLE erasures ENABLE ROW LEVEL SECURITY;
ALTER TABLE assignments ENABLE ROW LEVEL SECURITY;
ALTER TABLE summaries ENABLE ROW LEVEL SECURITY;
ALTER TABLE samples ENABLE ROW LEVEL SECURITY;

CREATE POLICY read_cases ON cases FOR SELECT USING (sees(case_id) OR is_a('administrator'));
CREATE POLICY open_cases ON cases FOR INSERT WITH CHECK (opened_by = session_user AND may_open(purpose));

-- An administrator sees that something happened, never what.
CREATE POLICY read_events ON events FOR SELECT USING (sees(case_id) OR is_a('administrator'));
CREATE POLICY write_events ON events FOR INSERT WITH CHECK (
    actor = session_user AND may(kind) AND (sees(case_id) OR is_a('administrator'))
);
CREATE POLICY read_payloads ON payloads FOR SELECT USING (
    sees(case_id) OR (is_a('administrator') AND EXISTS (
        SELECT 1 FROM erasures e WHERE e.case_id = payloads.case_id AND e.sequence = payloads.sequence
    ))
);
CREATE POLICY write_payloads ON payloads FOR INSERT WITH CHECK (EXISTS (
    SELECT 1 FROM events e
    WHERE e.case_id = payloads.case_id AND e.sequence = payloads.sequence AND e.actor = session_user
));
CREATE POLICY erase_payloads ON payloads FOR DELETE USING (is_a('administrator'));
CREATE POLICY read_erasures ON erasures FOR SELECT USING (sees(case_id) OR is_a('administrator'));
CREATE POLICY order_erasures ON erasures FOR INSERT WITH CHECK (is_a('administrator'));
CREATE POLICY read_assignments ON assignments FOR SELECT USING (
    who = session_user OR sees(case_id) OR is_a('administrator')
);
CREATE POLICY write_assignments ON assignments FOR INSERT WITH CHECK (EXISTS (
    SELECT 1 FROM events e
    WHERE e.case_id = assignments.case_id AND e.sequence = assignments.sequence
        AND e.kind IN ('assigned', 'withdrawn') AND e.actor = session_user
));
CREATE POLICY read_summaries ON summaries FOR SELECT USING (sees(case_id));
CREATE POLICY write_summaries ON summaries FOR INSERT WITH CHECK (sees(case_id));
CREATE POLICY change_summaries ON summaries FOR UPDATE USING (sees(case_id));
CREATE POLICY read_samples ON samples FOR SELECT USING (who = session_user OR is_a('administrator'));
