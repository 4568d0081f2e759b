-- Inspector and RIM state each for themselves whether a case review is to be held: what is said as one
-- of them is written by one. What an event tells stands in its payload, so it is asked there.

CREATE FUNCTION speaks_as(wanted TEXT, number INTEGER, told TEXT) RETURNS BOOLEAN LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
    SELECT CASE
        WHEN NOT EXISTS (
            SELECT 1 FROM events WHERE case_id = wanted AND sequence = number AND kind = 'case-review-stated'
        ) THEN TRUE
        WHEN told::json ->> 'by' = 'rim' THEN is_a('rim')
        ELSE is_a('inspector') OR is_a('trainee') OR is_a('trainer')
    END
$$;

CREATE POLICY speak_as ON payloads AS RESTRICTIVE FOR INSERT WITH CHECK (speaks_as(case_id, sequence, content));
