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
    """
    -- A transcript's passages are all ids from the first to the last; NULL: it has none.
    ALTER TABLE transcripts ADD COLUMN first_passage INTEGER;
    ALTER TABLE transcripts ADD COLUMN last_passage INTEGER;
    -- The fingerprint of the embedder whose window the passages were cut for.
    ALTER TABLE transcripts ADD COLUMN embedder TEXT;
    UPDATE transcripts SET
        first_passage = (SELECT min(id) FROM passages WHERE transcript_id = transcripts.id),
        last_passage = (SELECT max(id) FROM passages WHERE transcript_id = transcripts.id),
        embedder = (SELECT v.embedder FROM passages p JOIN vectors v ON v.hash = p.hash
                    WHERE p.transcript_id = transcripts.id LIMIT 1);
    CREATE TABLE names (         -- "speaker outlet" of turns, as filters look for it
        id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE
    ) STRICT;
    INSERT INTO names (name) SELECT DISTINCT coalesce(speaker, '') || ' ' || coalesce(outlet, '') FROM turns
        WHERE speaker IS NOT NULL OR outlet IS NOT NULL;
    CREATE TABLE name_runs (     -- passages of exchanges in which this name asks or answers: first..last
        name_id INTEGER NOT NULL REFERENCES names, asks INTEGER NOT NULL,
        first INTEGER NOT NULL, last INTEGER NOT NULL,
        PRIMARY KEY (name_id, asks, first)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX name_runs_first ON name_runs (first);
    INSERT INTO name_runs SELECT name_id, asks, min(id), max(id) FROM (
        SELECT n.id AS name_id, u.asks, p.id, p.transcript_id,
            p.id - row_number() OVER (PARTITION BY n.id, u.asks, p.transcript_id ORDER BY p.id) AS island
        FROM (SELECT DISTINCT transcript_id, exchange, asks,
                     coalesce(speaker, '') || ' ' || coalesce(outlet, '') AS name FROM turns) u
        JOIN names n ON n.name = u.name
        JOIN passages p ON p.transcript_id = u.transcript_id AND p.exchange = u.exchange
    ) GROUP BY name_id, asks, transcript_id, island;
    CREATE TABLE state (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
    INSERT INTO state VALUES ('revision', '1'), ('library', lower(hex(randomblob(8))));
    DROP TABLE generations;
    CREATE TABLE generations (   -- the index that holds passages 1..up_to, as of now; at most one row
        name TEXT PRIMARY KEY, embedder TEXT NOT NULL, up_to INTEGER NOT NULL, size INTEGER NOT NULL,
        place TEXT NOT NULL,     -- where its Chroma collection is: '' in the library's folder, else a server
        made TEXT NOT NULL
    ) STRICT;
    """,
    """
    CREATE INDEX transcripts_embedder ON transcripts (embedder);
    -- The embedder the library was made with; until now there was only one.
    INSERT INTO state SELECT 'embedder', 'built-in' WHERE EXISTS (SELECT 1 FROM transcripts);
    INSERT INTO state SELECT 'fingerprint', embedder FROM transcripts WHERE embedder IS NOT NULL LIMIT 1;
    """,
    """
    -- By which rule its replies are labelled; 0: by none yet.
    ALTER TABLE transcripts ADD COLUMN labelled INTEGER NOT NULL DEFAULT 0;
    CREATE INDEX transcripts_labelled ON transcripts (labelled, id);
    CREATE TABLE replies (       -- exchanges in which somebody asked and somebody replied
        transcript_id TEXT NOT NULL REFERENCES transcripts ON DELETE CASCADE,
        exchange INTEGER NOT NULL,
        informs INTEGER NOT NULL,    -- 0: the reply gives no information
        PRIMARY KEY (transcript_id, exchange)
    ) STRICT, WITHOUT ROWID;
    """,
    """
    CREATE TABLE signatures (    -- of sentences that recur; made again where it is missing
        transcript_id TEXT PRIMARY KEY REFERENCES transcripts ON DELETE CASCADE,
        version INTEGER NOT NULL, -- of the way they are made
        sentences BLOB NOT NULL   -- one record a sentence (store/signatures.py)
    ) STRICT;
    """,
)
