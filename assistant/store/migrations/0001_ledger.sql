-- The ledger: what happened to every case, in order, and what it was that happened. One text for both
-- databases; what only one of them knows stands in files that name it.

CREATE TABLE cases (
    case_id TEXT NOT NULL PRIMARY KEY,
    evidence_id TEXT NOT NULL,
    purpose TEXT NOT NULL CHECK (purpose IN ('inspection', 'training', 'blind')),
    opened_by TEXT NOT NULL
);
CREATE INDEX cases_by_evidence ON cases (evidence_id);

CREATE TABLE events (
    case_id TEXT NOT NULL REFERENCES cases (case_id),
    sequence INTEGER NOT NULL CHECK (sequence >= 1),
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    kind TEXT NOT NULL,
    digest TEXT NOT NULL,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (case_id, sequence)
);

-- What an event tells, apart from it: it may have to be erased while the event stays.
CREATE TABLE payloads (
    case_id TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    salt TEXT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (case_id, sequence),
    FOREIGN KEY (case_id, sequence) REFERENCES events (case_id, sequence)
);

-- Which payloads were erased, and the event that ordered it.
CREATE TABLE erasures (
    case_id TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    ordered_by INTEGER NOT NULL,
    PRIMARY KEY (case_id, sequence),
    FOREIGN KEY (case_id, sequence) REFERENCES events (case_id, sequence),
    FOREIGN KEY (case_id, ordered_by) REFERENCES events (case_id, sequence)
);

-- Who was given a case by which event, as what; without a role from whom it was taken.
CREATE TABLE assignments (
    case_id TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    who TEXT NOT NULL,
    role TEXT,
    PRIMARY KEY (case_id, sequence),
    FOREIGN KEY (case_id, sequence) REFERENCES events (case_id, sequence)
);
CREATE INDEX assignments_by_person ON assignments (who, case_id);

-- Cases drawn for quality assurance, by whom. Only a server draws; a backup of one holds what it drew.
CREATE TABLE samples (
    case_id TEXT NOT NULL REFERENCES cases (case_id),
    who TEXT NOT NULL,
    drawn_at TEXT NOT NULL,
    PRIMARY KEY (case_id, who)
);

-- Every pack that a case was read or judged by.
CREATE TABLE packs (
    digest TEXT NOT NULL PRIMARY KEY,
    version TEXT NOT NULL,
    content TEXT NOT NULL
);

-- What a list of cases shows. It holds nothing of its own: it is worked out from the events.
CREATE TABLE summaries (
    case_id TEXT NOT NULL PRIMARY KEY REFERENCES cases (case_id),
    sequence INTEGER NOT NULL,
    urn TEXT,
    inspector TEXT,
    started TEXT,
    labels TEXT NOT NULL,
    state TEXT NOT NULL,
    is_archived INTEGER NOT NULL,
    answered INTEGER NOT NULL,
    asked INTEGER,
    changed_at TEXT NOT NULL,
    file TEXT,
    digest TEXT NOT NULL
);
CREATE INDEX summaries_by_urn ON summaries (urn);

CREATE TABLE settings (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);
