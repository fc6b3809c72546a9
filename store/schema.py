"""The catalog's tables, as numbered migrations: the list only ever grows at its end."""

MIGRATIONS = (
    """
    CREATE TABLE transcripts (
        id TEXT PRIMARY KEY,
        file TEXT NOT NULL,          -- the name it was added under
        origin TEXT NOT NULL UNIQUE, -- tells whether the same thing comes again
        sha256 TEXT NOT NULL,        -- of the file's bytes
        reader INTEGER NOT NULL,     -- version of the reader that cut it
        as_read TEXT NOT NULL,       -- JSON: the reading without its text, before any correction
        corrections TEXT NOT NULL,   -- JSON: what the person says about it
        title TEXT, date TEXT, language TEXT NOT NULL, source_url TEXT, source_line TEXT,
        text TEXT NOT NULL,          -- all offsets below are code points in it
        asides TEXT NOT NULL,        -- JSON: [[start, end], ...]
        instants TEXT NOT NULL,      -- JSON: [[start, seconds], ...]
        added TEXT NOT NULL
    ) STRICT;
    CREATE INDEX transcripts_sha256 ON transcripts (sha256);
    CREATE INDEX transcripts_date ON transcripts (date);
    CREATE TABLE turns (
        transcript_id TEXT NOT NULL REFERENCES transcripts ON DELETE CASCADE,
        exchange INTEGER NOT NULL, position INTEGER NOT NULL,
        asks INTEGER NOT NULL,       -- 1: stands in the exchange's question
        role TEXT NOT NULL, speaker TEXT, outlet TEXT, label TEXT,
        start INTEGER NOT NULL, end INTEGER NOT NULL, seconds REAL,
        PRIMARY KEY (transcript_id, exchange, position)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX turns_speaker ON turns (speaker COLLATE NOCASE);
    CREATE INDEX turns_outlet ON turns (outlet COLLATE NOCASE);
    CREATE TABLE corrections_log ( -- stays when the transcript goes
        number INTEGER PRIMARY KEY, made TEXT NOT NULL, transcript_id TEXT NOT NULL, file TEXT NOT NULL,
        corrections TEXT NOT NULL    -- JSON: what was said then
    ) STRICT;
    CREATE TABLE sentences (
        transcript_id TEXT NOT NULL REFERENCES transcripts ON DELETE CASCADE,
        exchange INTEGER NOT NULL, position INTEGER NOT NULL, turn INTEGER NOT NULL,
        start INTEGER NOT NULL, end INTEGER NOT NULL, seconds REAL,
        PRIMARY KEY (transcript_id, exchange, position)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE passages (
        id INTEGER PRIMARY KEY AUTOINCREMENT,  -- never used twice: new content gets new ids
        transcript_id TEXT NOT NULL REFERENCES transcripts ON DELETE CASCADE,
        exchange INTEGER NOT NULL, part INTEGER NOT NULL,
        start INTEGER NOT NULL, end INTEGER NOT NULL,
        hash TEXT NOT NULL           -- of the words that are embedded
    ) STRICT;
    CREATE INDEX passages_exchange ON passages (transcript_id, exchange);
    CREATE INDEX passages_hash ON passages (hash);
    CREATE TABLE vectors (
        hash TEXT NOT NULL, embedder TEXT NOT NULL, vector BLOB NOT NULL,  -- float32, length 1
        PRIMARY KEY (hash, embedder)
    ) STRICT, WITHOUT ROWID;
    CREATE VIRTUAL TABLE passages_fts USING fts5 (
        words, speakers, outlets, title, date, tokenize = 'porter unicode61 remove_diacritics 2'
    );
    CREATE TABLE generations (     -- the Chroma index that holds passages 1..up_to, as of now
        name TEXT PRIMARY KEY, embedder TEXT NOT NULL, up_to INTEGER NOT NULL, size INTEGER NOT NULL,
        made TEXT NOT NULL
    ) STRICT;
    """,
)
