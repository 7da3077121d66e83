-- The door without a key: files of Pleo's that are kept, the jobs made of them and what was told of each expense, and what
-- people answered about files. `realm_id` is the QuickBooks company; empty for answers about how a file is written.

CREATE TABLE kept_files (
    number INTEGER PRIMARY KEY,
    realm_id TEXT NOT NULL,
    file_id TEXT NOT NULL,
    name TEXT NOT NULL,
    kept_at TEXT NOT NULL,
    UNIQUE (realm_id, file_id)
);

CREATE TABLE file_jobs (
    number INTEGER PRIMARY KEY,
    job_id TEXT NOT NULL UNIQUE,
    realm_id TEXT NOT NULL,
    file_id TEXT NOT NULL,
    status TEXT NOT NULL,
    created_at TEXT NOT NULL
);
CREATE INDEX file_jobs_by_status ON file_jobs (realm_id, status);

CREATE TABLE file_results (
    number INTEGER PRIMARY KEY,
    job_id TEXT NOT NULL REFERENCES file_jobs (job_id),
    accounting_entry_id TEXT NOT NULL,
    status TEXT NOT NULL,
    external_id TEXT,
    UNIQUE (job_id, accounting_entry_id)
);

CREATE TABLE file_answers (
    realm_id TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    answers TEXT NOT NULL,
    PRIMARY KEY (realm_id, fingerprint)
);
