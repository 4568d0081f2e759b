-- What was written stays as it was written, whoever is signed in; and who wrote it is who is signed in.

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'ledger: % are never changed or deleted', TG_TABLE_NAME;
END $$;

CREATE TRIGGER cases_stay BEFORE UPDATE OR DELETE ON cases FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER events_stay BEFORE UPDATE OR DELETE ON events FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER erasures_stay BEFORE UPDATE OR DELETE ON erasures FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER assignments_stay BEFORE UPDATE OR DELETE ON assignments FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER packs_stay BEFORE UPDATE OR DELETE ON packs FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER payloads_stay BEFORE UPDATE ON payloads FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER cases_whole BEFORE TRUNCATE ON cases EXECUTE FUNCTION refuse_change();
CREATE TRIGGER events_whole BEFORE TRUNCATE ON events EXECUTE FUNCTION refuse_change();
CREATE TRIGGER payloads_whole BEFORE TRUNCATE ON payloads EXECUTE FUNCTION refuse_change();
CREATE TRIGGER erasures_whole BEFORE TRUNCATE ON erasures EXECUTE FUNCTION refuse_change();
CREATE TRIGGER assignments_whole BEFORE TRUNCATE ON assignments EXECUTE FUNCTION refuse_change();
CREATE TRIGGER packs_whole BEFORE TRUNCATE ON packs EXECUTE FUNCTION refuse_change();

CREATE FUNCTION erase_under_order() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM erasures WHERE case_id = OLD.case_id AND sequence = OLD.sequence) THEN
        RAISE EXCEPTION 'ledger: payloads are deleted only under an order of erasure';
    END IF;
    RETURN OLD;
END $$;
CREATE TRIGGER payloads_remain BEFORE DELETE ON payloads FOR EACH ROW EXECUTE FUNCTION erase_under_order();

CREATE FUNCTION payload_once() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM erasures WHERE case_id = NEW.case_id AND sequence = NEW.sequence) THEN
        RAISE EXCEPTION 'ledger: what was erased is not written again';
    END IF;
    IF NOT EXISTS (
        SELECT 1 FROM events WHERE case_id = NEW.case_id AND sequence = NEW.sequence
            AND digest = encode(sha256(convert_to(NEW.salt || E'\n' || NEW.content, 'UTF8')), 'hex')
    ) THEN
        RAISE EXCEPTION 'ledger: what an event tells has the digest that the event gives';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER payloads_once BEFORE INSERT ON payloads FOR EACH ROW EXECUTE FUNCTION payload_once();

-- Every kind of event that there is: what has another name no reader could read.
CREATE TABLE kinds (kind TEXT NOT NULL PRIMARY KEY);
INSERT INTO kinds (kind) VALUES
    ('answered'), ('cleared'), ('note-added'), ('note-changed'), ('note-removed'), ('note-linked'),
    ('note-unlinked'), ('child-registered'), ('child-changed'), ('child-removed'), ('record-added'),
    ('record-removed'), ('section-completed'), ('section-sampled'), ('section-reopened'), ('baseline-set'),
    ('inspection-set'), ('home-urn-set'), ('sealed'), ('judgement-recorded'), ('opened'), ('undone'),
    ('redone'), ('settled'), ('proposal-shown'), ('pack-adopted'), ('case-review-stated'), ('step-done'),
    ('holidays-kept'), ('working-day-set'),
    ('assigned'), ('withdrawn'), ('archived'), ('unarchived'), ('queried'), ('replied'), ('signed-off'),
    ('exported'), ('head-pinned'), ('hold-placed'), ('hold-lifted'), ('erasure-ordered');

CREATE FUNCTION follow() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    last RECORD;
BEGIN
    IF NEW.actor <> session_user THEN
        RAISE EXCEPTION 'ledger: the actor is who is signed in, %', session_user;
    END IF;
    IF (NEW.kind = 'opened') <> (NEW.sequence = 1) THEN
        RAISE EXCEPTION 'ledger: a case is opened by its first event alone';
    END IF;
    SELECT sequence, hash INTO last FROM events WHERE case_id = NEW.case_id ORDER BY sequence DESC LIMIT 1;
    IF NEW.sequence <> coalesce(last.sequence, 0) + 1 OR NEW.previous <> coalesce(last.hash, '') THEN
        RAISE EXCEPTION 'ledger: taken' USING ERRCODE = 'unique_violation';
    END IF;
    IF NOT EXISTS (SELECT 1 FROM kinds WHERE kind = NEW.kind) THEN
        RAISE EXCEPTION 'ledger: there is no such kind of event';
    END IF;
    -- It comes with this clock (`Postgres.now`), whatever that of whoever writes says.
    IF (CASE WHEN NEW.at ~ '^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$'
        THEN abs(extract(epoch FROM NEW.at::timestamptz - clock_timestamp())) > 300 ELSE TRUE END) THEN
        RAISE EXCEPTION 'ledger: an event is written when it happens, by the clock of the server';
    END IF;
    -- As `Row.expected_hash` has it: a row that no reader would believe is not taken in.
    IF NEW.hash <> encode(sha256(convert_to(
        '[' || concat_ws(',', to_json(NEW.case_id), NEW.sequence, to_json(NEW.at), to_json(NEW.actor),
            to_json(NEW.kind), to_json(NEW.digest), to_json(NEW.previous)) || ']', 'UTF8')), 'hex') THEN
        RAISE EXCEPTION 'ledger: the hash of an event is over all the rest of it';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER events_follow BEFORE INSERT ON events FOR EACH ROW EXECUTE FUNCTION follow();

-- Asked when all of it is written. That it has the digest which the event gives is seen to above.
CREATE FUNCTION is_told() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM payloads WHERE case_id = NEW.case_id AND sequence = NEW.sequence)
        AND NOT EXISTS (SELECT 1 FROM erasures WHERE case_id = NEW.case_id AND sequence = NEW.sequence) THEN
        RAISE EXCEPTION 'ledger: an event is written with what it tells';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER events_told AFTER INSERT ON events DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION is_told();

CREATE FUNCTION ordered() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM events
        WHERE case_id = NEW.case_id AND sequence = NEW.ordered_by AND kind = 'erasure-ordered' AND actor = session_user
    ) THEN
        RAISE EXCEPTION 'ledger: an erasure needs an order';
    END IF;
    IF NEW.sequence >= NEW.ordered_by OR EXISTS (
        SELECT 1 FROM events WHERE case_id = NEW.case_id AND sequence = NEW.sequence
            AND kind IN ('erasure-ordered', 'hold-placed', 'hold-lifted')
    ) THEN
        RAISE EXCEPTION 'ledger: orders and holds are never erased, nor what comes after the order';
    END IF;
    IF (SELECT coalesce(max(sequence), 0) FROM events WHERE case_id = NEW.case_id AND kind = 'hold-placed')
        > (SELECT coalesce(max(sequence), 0) FROM events WHERE case_id = NEW.case_id AND kind = 'hold-lifted') THEN
        RAISE EXCEPTION 'ledger: held';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER erasures_ordered BEFORE INSERT ON erasures FOR EACH ROW EXECUTE FUNCTION ordered();

-- INVARIANT: whoever orders an erasure reads nothing of what goes, not within a transaction that they then
-- give up either (tests/store/test_access.py): it is deleted here, for them. The line of a list says what
-- events say, so it goes too.
CREATE FUNCTION erase_told() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    DELETE FROM payloads WHERE case_id = NEW.case_id AND sequence = NEW.sequence;
    DELETE FROM summaries WHERE case_id = NEW.case_id;
    RETURN NULL;
END $$;
CREATE TRIGGER erasures_done AFTER INSERT ON erasures FOR EACH ROW EXECUTE FUNCTION erase_told();

-- Whoever keeps something else under the digest of a pack would keep the pack itself out.
CREATE FUNCTION is_pack() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    IF NEW.digest <> 'sha256:' || encode(sha256(convert_to(NEW.content, 'UTF8')), 'hex') THEN
        RAISE EXCEPTION 'ledger: a pack is kept under its own digest';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER packs_true BEFORE INSERT ON packs FOR EACH ROW EXECUTE FUNCTION is_pack();
