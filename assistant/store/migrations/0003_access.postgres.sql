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

-- Whoever is signed in may look for functions where they like; these always look here.
CREATE FUNCTION is_a(role TEXT) RETURNS BOOLEAN LANGUAGE sql STABLE SET search_path FROM CURRENT AS $$
    SELECT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'sccif_' || role)
        AND pg_has_role(session_user, 'sccif_' || role, 'member')
$$;

-- As what whoever is signed in was given a case last: NULL where they never were, or it was taken away.
CREATE FUNCTION given_as(wanted TEXT) RETURNS TEXT LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
    SELECT role FROM assignments WHERE case_id = wanted AND who = session_user ORDER BY sequence DESC LIMIT 1
$$;

-- Whether they drew it, and its history does not say so yet: from then on what the history says counts.
CREATE FUNCTION is_drawn(wanted TEXT) RETURNS BOOLEAN LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
    SELECT EXISTS (SELECT 1 FROM samples WHERE case_id = wanted AND who = session_user)
        AND NOT EXISTS (SELECT 1 FROM assignments WHERE case_id = wanted AND who = session_user)
$$;

-- A reading of the same evidence that is still to be made blind hides the others until it is sealed, but
-- never from who began them.
CREATE FUNCTION is_blind_to(wanted TEXT) RETURNS BOOLEAN LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
    SELECT EXISTS (
        SELECT 1 FROM cases one JOIN cases mine
            ON mine.evidence_id = one.evidence_id AND mine.case_id <> one.case_id AND mine.purpose = 'blind'
        WHERE one.case_id = wanted AND one.opened_by <> session_user
            AND (mine.opened_by = session_user OR given_as(mine.case_id) IS NOT NULL)
            AND NOT EXISTS (SELECT 1 FROM events WHERE case_id = mine.case_id AND kind = 'sealed')
    )
$$;

-- INVARIANT: nobody hides a reading from somebody who knows it by giving them a blind one of the same
-- evidence (tests/store/test_access.py).
CREATE FUNCTION is_unread() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    IF NEW.role IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM events WHERE case_id = NEW.case_id AND kind = 'sealed')
        AND EXISTS (
            SELECT 1 FROM cases blind JOIN cases other
                ON other.evidence_id = blind.evidence_id AND other.case_id <> blind.case_id
            WHERE blind.case_id = NEW.case_id AND blind.purpose = 'blind' AND (
                other.opened_by = NEW.who
                OR EXISTS (SELECT 1 FROM assignments WHERE case_id = other.case_id AND who = NEW.who)
                OR EXISTS (SELECT 1 FROM samples WHERE case_id = other.case_id AND who = NEW.who)
            )
        )
    THEN
        RAISE EXCEPTION 'ledger: known';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER assignments_blind BEFORE INSERT ON assignments FOR EACH ROW EXECUTE FUNCTION is_unread();

-- INVARIANT: whoever has several roles writes to a case only what one of those by which they see it may
-- write (tests/store/test_access.py): a reviewer does not answer, though they inspect elsewhere.
CREATE FUNCTION sees_as(wanted TEXT, by_role TEXT) RETURNS BOOLEAN LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
    SELECT is_a(by_role) AND EXISTS (
        SELECT 1 FROM cases one WHERE one.case_id = wanted AND CASE by_role
            WHEN 'inspector' THEN one.opened_by = session_user OR given_as(wanted) = by_role
            WHEN 'reviewer' THEN given_as(wanted) = by_role OR is_drawn(wanted)
            WHEN 'rim' THEN given_as(wanted) = by_role OR is_drawn(wanted)
            WHEN 'trainee' THEN one.purpose = 'training' AND (one.opened_by = session_user OR given_as(wanted) = by_role)
            WHEN 'trainer' THEN one.purpose = 'training'
            ELSE FALSE
        END
    ) AND NOT is_blind_to(wanted)
$$;

-- Bound to these functions when it is made, wherever whoever calls it looks; the planner takes it apart.
CREATE FUNCTION sees(wanted TEXT) RETURNS BOOLEAN LANGUAGE sql STABLE
    RETURN sees_as(wanted, 'inspector') OR sees_as(wanted, 'reviewer') OR sees_as(wanted, 'rim')
        OR sees_as(wanted, 'trainee') OR sees_as(wanted, 'trainer');

-- An administrator keeps cases that they do not see.
CREATE FUNCTION may_tell(wanted TEXT, told TEXT) RETURNS BOOLEAN LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
    SELECT EXISTS (
        SELECT 1 FROM may_write one
        WHERE one.kind IN (told, '*')
            AND (
                NOT EXISTS (SELECT 1 FROM reserved_kinds WHERE kind = told)
                OR EXISTS (SELECT 1 FROM reserved_kinds WHERE kind = told AND role = one.role)
            )
            AND CASE one.role WHEN 'administrator' THEN is_a(one.role) ELSE sees_as(wanted, one.role) END
    )
$$;

CREATE FUNCTION may_open(purpose TEXT) RETURNS BOOLEAN LANGUAGE sql STABLE SET search_path FROM CURRENT AS $$
    SELECT is_a('inspector') OR (purpose = 'training' AND (is_a('trainee') OR is_a('trainer')))
$$;

-- Draws cases that were sealed for whoever is signed in to review, at random; gives those that were drawn.
-- A case that was given to them once, or taken from them, is not drawn.
CREATE FUNCTION draw_sample(wanted INTEGER) RETURNS SETOF TEXT LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    IF NOT (is_a('reviewer') OR is_a('rim')) THEN
        RAISE EXCEPTION 'ledger: reviewers and regulatory inspection managers draw samples';
    END IF;
    RETURN QUERY
        INSERT INTO samples (case_id, who, drawn_at)
        SELECT one.case_id, session_user, to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
        FROM cases one
        WHERE one.purpose = 'inspection' AND one.opened_by <> session_user AND NOT is_blind_to(one.case_id)
            AND EXISTS (SELECT 1 FROM events WHERE case_id = one.case_id AND kind = 'sealed')
            AND NOT EXISTS (SELECT 1 FROM samples WHERE case_id = one.case_id AND who = session_user)
            AND NOT EXISTS (SELECT 1 FROM assignments WHERE case_id = one.case_id AND who = session_user)
        ORDER BY random() LIMIT wanted
        RETURNING case_id;
END $$;

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
    actor = session_user AND may_tell(case_id, kind)
);
CREATE POLICY read_payloads ON payloads FOR SELECT USING (sees(case_id));
CREATE POLICY write_payloads ON payloads FOR INSERT WITH CHECK (EXISTS (
    SELECT 1 FROM events e
    WHERE e.case_id = payloads.case_id AND e.sequence = payloads.sequence AND e.actor = session_user
));
CREATE POLICY read_erasures ON erasures FOR SELECT USING (sees(case_id) OR is_a('administrator'));
CREATE POLICY order_erasures ON erasures FOR INSERT WITH CHECK (is_a('administrator'));
CREATE POLICY read_assignments ON assignments FOR SELECT USING (
    who = session_user OR sees(case_id) OR is_a('administrator')
);
CREATE POLICY write_assignments ON assignments FOR INSERT WITH CHECK (EXISTS (
    SELECT 1 FROM events e
    WHERE e.case_id = assignments.case_id AND e.sequence = assignments.sequence
        AND e.kind = CASE WHEN role IS NULL THEN 'withdrawn' ELSE 'assigned' END AND e.actor = session_user
));
CREATE POLICY read_summaries ON summaries FOR SELECT USING (sees(case_id));
-- A line of an event that is yet to come would never be brought up to date.
CREATE POLICY write_summaries ON summaries FOR INSERT WITH CHECK (
    sees(case_id) AND sequence <= (SELECT max(e.sequence) FROM events e WHERE e.case_id = summaries.case_id)
);
CREATE POLICY change_summaries ON summaries FOR UPDATE USING (sees(case_id)) WITH CHECK (
    sees(case_id) AND sequence <= (SELECT max(e.sequence) FROM events e WHERE e.case_id = summaries.case_id)
);
CREATE POLICY read_samples ON samples FOR SELECT USING (who = session_user OR is_a('administrator'));
