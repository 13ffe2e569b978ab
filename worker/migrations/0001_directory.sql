-- Who may sign in, and which offices there are. What a person may do stands in the office's own log.

CREATE TABLE companies (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    founded_at INTEGER NOT NULL
) STRICT;

CREATE TABLE offices (
    id TEXT PRIMARY KEY,
    company TEXT NOT NULL REFERENCES companies (id),
    name TEXT NOT NULL,
    demo INTEGER NOT NULL CHECK (demo IN (0, 1)),
    -- Shown on the sign-in page of a demo; a real office has none.
    demo_password TEXT CHECK (demo_password IS NULL OR demo = 1),
    founded_at INTEGER NOT NULL
) STRICT;

CREATE TABLE people (
    id TEXT PRIMARY KEY,
    -- Trimmed and in lower case.
    sign_in_name TEXT NOT NULL UNIQUE,
    -- Argon2id in PHC form, parameters included; absent until the first one-time code is used.
    password TEXT,
    code_hash TEXT,
    code_expires_at INTEGER
) STRICT;

CREATE TABLE memberships (
    person TEXT NOT NULL REFERENCES people (id),
    office TEXT NOT NULL REFERENCES offices (id),
    PRIMARY KEY (person, office)
) STRICT, WITHOUT ROWID;

-- Failed sign-ins by account and by address.
CREATE TABLE attempts (
    door TEXT PRIMARY KEY,
    failures INTEGER NOT NULL,
    last_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
