-- What was written stays as it was written. `INSERT OR REPLACE` deletes without asking a trigger for
-- deletions, so that no row may be inserted twice is said here too.

CREATE TRIGGER cases_stay BEFORE UPDATE ON cases BEGIN SELECT RAISE(ABORT, 'ledger: cases are never changed'); END;
CREATE TRIGGER cases_remain BEFORE DELETE ON cases BEGIN SELECT RAISE(ABORT, 'ledger: cases are never deleted'); END;
CREATE TRIGGER cases_once BEFORE INSERT ON cases WHEN EXISTS (SELECT 1 FROM cases WHERE case_id = NEW.case_id)
BEGIN SELECT RAISE(ABORT, 'ledger: taken'); END;

CREATE TRIGGER events_stay BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'ledger: events are never changed'); END;
CREATE TRIGGER events_remain BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'ledger: events are never deleted'); END;
CREATE TRIGGER events_follow BEFORE INSERT ON events
WHEN NEW.sequence <> 1 + (SELECT coalesce(max(sequence), 0) FROM events WHERE case_id = NEW.case_id)
  OR NEW.previous <> coalesce((SELECT hash FROM events WHERE case_id = NEW.case_id AND sequence = NEW.sequence - 1), '')
BEGIN SELECT RAISE(ABORT, 'ledger: taken'); END;

CREATE TRIGGER payloads_stay BEFORE UPDATE ON payloads BEGIN SELECT RAISE(ABORT, 'ledger: payloads are never changed'); END;
CREATE TRIGGER payloads_remain BEFORE DELETE ON payloads
WHEN NOT EXISTS (SELECT 1 FROM erasures WHERE case_id = OLD.case_id AND sequence = OLD.sequence)
BEGIN SELECT RAISE(ABORT, 'ledger: payloads are deleted only under an order of erasure'); END;
CREATE TRIGGER payloads_once BEFORE INSERT ON payloads
WHEN EXISTS (SELECT 1 FROM payloads WHERE case_id = NEW.case_id AND sequence = NEW.sequence)
  OR EXISTS (SELECT 1 FROM erasures WHERE case_id = NEW.case_id AND sequence = NEW.sequence)
BEGIN SELECT RAISE(ABORT, 'ledger: taken'); END;

CREATE TRIGGER erasures_stay BEFORE UPDATE ON erasures BEGIN SELECT RAISE(ABORT, 'ledger: erasures are never changed'); END;
CREATE TRIGGER erasures_remain BEFORE DELETE ON erasures BEGIN SELECT RAISE(ABORT, 'ledger: erasures are never deleted'); END;
CREATE TRIGGER erasures_ordered BEFORE INSERT ON erasures
WHEN NOT EXISTS (
        SELECT 1 FROM events
        WHERE case_id = NEW.case_id AND sequence = NEW.ordered_by AND kind = 'erasure-ordered'
    )
  OR EXISTS (SELECT 1 FROM erasures WHERE case_id = NEW.case_id AND sequence = NEW.sequence)
BEGIN SELECT RAISE(ABORT, 'ledger: an erasure needs an order'); END;
CREATE TRIGGER erasures_of_evidence BEFORE INSERT ON erasures
WHEN NEW.sequence >= NEW.ordered_by OR EXISTS (
    SELECT 1 FROM events WHERE case_id = NEW.case_id AND sequence = NEW.sequence
        AND kind IN ('erasure-ordered', 'hold-placed', 'hold-lifted')
)
BEGIN SELECT RAISE(ABORT, 'ledger: orders and holds are never erased, nor what comes after the order'); END;
CREATE TRIGGER erasures_held BEFORE INSERT ON erasures
WHEN (SELECT coalesce(max(sequence), 0) FROM events WHERE case_id = NEW.case_id AND kind = 'hold-placed')
   > (SELECT coalesce(max(sequence), 0) FROM events WHERE case_id = NEW.case_id AND kind = 'hold-lifted')
BEGIN SELECT RAISE(ABORT, 'ledger: held'); END;
-- The line of a list says what events say, so it goes with what they told.
CREATE TRIGGER erasures_done AFTER INSERT ON erasures
BEGIN
    DELETE FROM payloads WHERE case_id = NEW.case_id AND sequence = NEW.sequence;
    DELETE FROM summaries WHERE case_id = NEW.case_id;
END;

CREATE TRIGGER assignments_stay BEFORE UPDATE ON assignments BEGIN SELECT RAISE(ABORT, 'ledger: assignments are never changed'); END;
CREATE TRIGGER assignments_remain BEFORE DELETE ON assignments BEGIN SELECT RAISE(ABORT, 'ledger: assignments are never deleted'); END;
CREATE TRIGGER assignments_once BEFORE INSERT ON assignments
WHEN EXISTS (SELECT 1 FROM assignments WHERE case_id = NEW.case_id AND sequence = NEW.sequence)
BEGIN SELECT RAISE(ABORT, 'ledger: taken'); END;

-- While a blind reading is not sealed it is not given to who knows another reading of the evidence.
CREATE TRIGGER assignments_blind BEFORE INSERT ON assignments
WHEN NEW.role IS NOT NULL
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
BEGIN SELECT RAISE(ABORT, 'ledger: known'); END;

CREATE TRIGGER packs_stay BEFORE UPDATE ON packs BEGIN SELECT RAISE(ABORT, 'ledger: packs are never changed'); END;
CREATE TRIGGER packs_remain BEFORE DELETE ON packs BEGIN SELECT RAISE(ABORT, 'ledger: packs are never deleted'); END;
CREATE TRIGGER packs_once BEFORE INSERT ON packs WHEN EXISTS (SELECT 1 FROM packs WHERE digest = NEW.digest)
BEGIN SELECT RAISE(ABORT, 'ledger: taken'); END;
