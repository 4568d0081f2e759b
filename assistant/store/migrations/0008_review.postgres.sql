-- Quality assurance tells when it began to go through a case, and of each point whether it agrees. Who signs
-- off says as what, and is that: a reviewer signs nothing as the regulatory inspection manager.

INSERT INTO kinds (kind) VALUES ('review-begun'), ('reviewed');
INSERT INTO may_write (role, kind) VALUES
    ('reviewer', 'review-begun'), ('reviewer', 'reviewed'),
    ('rim', 'review-begun'), ('rim', 'reviewed');
INSERT INTO reserved_kinds (kind, role) VALUES
    ('review-begun', 'reviewer'), ('review-begun', 'rim'), ('review-begun', 'trainer'),
    ('reviewed', 'reviewer'), ('reviewed', 'rim'), ('reviewed', 'trainer');

CREATE FUNCTION signs_as(wanted TEXT, number INTEGER, told TEXT) RETURNS BOOLEAN LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
    SELECT NOT EXISTS (
        SELECT 1 FROM events WHERE case_id = wanted AND sequence = number AND kind = 'signed-off'
    ) OR sees_as(wanted, told::json ->> 'role')
$$;

CREATE POLICY sign_as ON payloads AS RESTRICTIVE FOR INSERT WITH CHECK (signs_as(case_id, sequence, content));

-- A sign-off holds of the case as it was alone, so what the list says of a case may be another thing now: its
-- lines are worked out anew from the events.
DELETE FROM summaries;
