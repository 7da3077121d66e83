-- `number` keeps the order in which things were first written.

CREATE TABLE runs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    state TEXT NOT NULL,
    started_at TEXT NOT NULL,
    ended_at TEXT,
    realm_id TEXT NOT NULL
);

CREATE TABLE jobs (
    number INTEGER PRIMARY KEY,
    job_id TEXT NOT NULL UNIQUE,
    run_id INTEGER NOT NULL REFERENCES runs (id),
    state TEXT NOT NULL
);
CREATE INDEX jobs_by_run ON jobs (run_id);

CREATE TABLE items (
    number INTEGER PRIMARY KEY,
    job_id TEXT NOT NULL REFERENCES jobs (job_id),
    accounting_entry_id TEXT NOT NULL,
    type TEXT NOT NULL,
    status TEXT NOT NULL,
    kind TEXT,
    external_id TEXT,
    receipts_expected INTEGER NOT NULL,
    receipts_attached INTEGER NOT NULL,
    problems TEXT NOT NULL,
    reported INTEGER NOT NULL,
    supplier TEXT NOT NULL,
    person TEXT NOT NULL,
    day TEXT,
    amount TEXT,
    reconciliation_id TEXT NOT NULL,
    UNIQUE (job_id, accounting_entry_id)
);
CREATE INDEX items_by_status ON items (job_id, status);
CREATE INDEX items_by_entry ON items (accounting_entry_id);
CREATE INDEX items_by_reconciliation_id ON items (reconciliation_id);
CREATE INDEX items_lacking_receipts ON items (job_id) WHERE receipts_attached < receipts_expected;

CREATE TABLE intents (
    number INTEGER PRIMARY KEY,
    job_id TEXT NOT NULL REFERENCES jobs (job_id),
    accounting_entry_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    payload_hash TEXT NOT NULL,
    request_id TEXT NOT NULL,
    batch_id TEXT,
    external_id TEXT,
    sync_token TEXT,
    adopted INTEGER NOT NULL,
    removed INTEGER NOT NULL,
    UNIQUE (job_id, accounting_entry_id, position)
);
CREATE INDEX intents_by_entry ON intents (accounting_entry_id);

CREATE TABLE attachments (
    number INTEGER PRIMARY KEY,
    job_id TEXT NOT NULL REFERENCES jobs (job_id),
    accounting_entry_id TEXT NOT NULL,
    "index" INTEGER NOT NULL,
    attachment_id TEXT NOT NULL,
    file_name TEXT NOT NULL,
    removed INTEGER NOT NULL,
    UNIQUE (job_id, accounting_entry_id, "index")
);

CREATE TABLE vendors (
    number INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES runs (id),
    name TEXT NOT NULL,
    request_id TEXT NOT NULL,
    vendor_id TEXT,
    removed INTEGER NOT NULL,
    UNIQUE (run_id, name)
);
