-- What Pleo told of an item when it was decided, and what of it differs from the books; null where nothing was decided.

ALTER TABLE items ADD COLUMN facts TEXT;
ALTER TABLE items ADD COLUMN differences TEXT NOT NULL DEFAULT '[]';
ALTER TABLE items ADD COLUMN changed_since TEXT;
CREATE INDEX items_not_standing ON items (accounting_entry_id) WHERE status IN ('failed', 'held', 'waiting');
CREATE INDEX intents_removed ON intents (accounting_entry_id) WHERE removed;
CREATE INDEX intents_by_external_id ON intents (external_id);

-- What was asked of a person, and what she said.

CREATE TABLE questions (
    number INTEGER PRIMARY KEY,
    job_id TEXT NOT NULL REFERENCES jobs (job_id),
    accounting_entry_id TEXT NOT NULL,
    code TEXT NOT NULL,
    about TEXT NOT NULL,
    asked_at TEXT NOT NULL,
    sync_token TEXT,
    payload TEXT,
    facts TEXT,
    UNIQUE (job_id, accounting_entry_id)
);
CREATE INDEX questions_by_entry ON questions (accounting_entry_id);

CREATE TABLE answers (
    number INTEGER PRIMARY KEY,
    realm_id TEXT NOT NULL,
    accounting_entry_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    job_id TEXT NOT NULL,
    about TEXT NOT NULL,
    facts TEXT,
    answered_at TEXT NOT NULL
);
CREATE INDEX answers_by_entry ON answers (realm_id, accounting_entry_id);
