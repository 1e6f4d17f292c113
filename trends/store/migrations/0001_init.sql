-- The schema of trends. Types are bigint, text, boolean, double precision and bytea, so that SQLite and PostgreSQL read
-- the same file. Times are text, RFC 3339 UTC in whole seconds; months are 2006-01. '' means "not known" or "not yet".

-- +goose Up

-- One board, feed, site or archive.
CREATE TABLE sources (
    id         bigint PRIMARY KEY, -- 63 bits of SHA-256 of the key
    key        text   NOT NULL,    -- greenhouse:anthropic
    kind       text   NOT NULL,    -- greenhouse, lever, …; import for files
    permission text   NOT NULL,    -- allowed, needs-operator-decision or refused
    reason     text   NOT NULL,    -- of the permission
    epoch      bigint NOT NULL,    -- counts changes of what the source delivers; 1 is the first
    valid_from text   NOT NULL     -- first month that can count: the one after the first whole read, or the first declared whole
);

-- One source read once, or one import into a source. Source-months, gaps and outages are computed from these rows.
CREATE TABLE crawls (
    source     bigint NOT NULL,
    started    text   NOT NULL,
    from_month text   NOT NULL, -- months that an import declares whole; '' for a crawl
    to_month   text   NOT NULL,
    ended      text   NOT NULL,
    outcome    text   NOT NULL CHECK (outcome IN ('complete', 'unchanged', 'partial', 'failed', 'refused')),
    requests   bigint NOT NULL,
    bytes      bigint NOT NULL,
    seen       bigint NOT NULL, -- postings delivered; 0 when unchanged
    new        bigint NOT NULL,
    changed    bigint NOT NULL,
    closed     bigint NOT NULL,
    error      text   NOT NULL,
    PRIMARY KEY (source, started, from_month, to_month)
);

-- The last answer of one address, for conditional requests. Written with the crawl that kept what the answer said.
CREATE TABLE fetches (
    source        bigint NOT NULL,
    url           text   NOT NULL,
    etag          text   NOT NULL,
    last_modified text   NOT NULL,
    hash          text   NOT NULL, -- hex SHA-256 of the decoded body
    fetched       text   NOT NULL,
    PRIMARY KEY (source, url)
);

-- One ad at one address of one source.
CREATE TABLE postings (
    id           bigint PRIMARY KEY, -- 63 bits of SHA-256 of source key and external id
    source       bigint NOT NULL,
    external_id  text   NOT NULL,
    url          text   NOT NULL,
    title        text   NOT NULL,
    employer     text   NOT NULL,    -- as delivered
    places       text   NOT NULL,    -- one a line
    country      text   NOT NULL,
    remote       text   NOT NULL,    -- as a field of the source says
    pay_min      double precision NOT NULL, -- as a field of the source says; 0 is not stated
    pay_max      double precision NOT NULL,
    pay_currency text   NOT NULL,
    pay_period   text   NOT NULL,
    posted       text   NOT NULL,    -- smallest date ever claimed; of a crawled source never later than first_seen
    precision    text   NOT NULL,    -- instant, day, month, interval, none
    month        text   NOT NULL,    -- in which it counts as new
    closes       text   NOT NULL,    -- its own deadline
    requisition  text   NOT NULL,
    language     text   NOT NULL,
    format       text   NOT NULL,    -- html or text
    first_seen   text   NOT NULL,
    last_seen    text   NOT NULL,    -- '' while the last whole read saw it: then it is that read's time
    missed       text   NOT NULL,    -- first whole read without it
    closed       text   NOT NULL,    -- time of the first read without it, once a second confirms; or its deadline
    reopened     text   NOT NULL,
    content      bigint NOT NULL,    -- hash of all that was delivered
    body         bigint NOT NULL,    -- hash of the current body
    job          bigint NOT NULL,    -- exact key of the job it may be (trends.JobKey)
    opening      bigint NOT NULL,    -- the job after joining over all sources; 0 is to be joined
    record       bigint NOT NULL     -- the job after joining inside its source
);
CREATE INDEX postings_job ON postings (job);
CREATE INDEX postings_month ON postings (source, month);
CREATE INDEX postings_unjoined ON postings (id) WHERE opening = 0;

-- Each distinct text of a posting, as delivered. Nothing is overwritten.
CREATE TABLE bodies (
    posting bigint NOT NULL REFERENCES postings (id) ON DELETE CASCADE,
    hash    bigint NOT NULL,
    seen    text   NOT NULL, -- when this text was first seen
    data    bytea  NOT NULL, -- zstd
    PRIMARY KEY (posting, hash)
);

-- What a posting's current text says. Analysts: `trends export mentions` gives a plain table.
CREATE TABLE tags (
    posting  bigint PRIMARY KEY REFERENCES postings (id) ON DELETE CASCADE,
    taxonomy bigint NOT NULL,
    scope    text   NOT NULL, -- ml or all
    language text   NOT NULL, -- of the text; '' is too short to tell
    data     bytea  NOT NULL  -- mentions, exclusions, roles, seniority, remote, pay: see blob.go
);

-- One job after joining. Postings point to it; none is deleted.
CREATE TABLE openings (
    id         bigint PRIMARY KEY, -- the posting that begins it
    posted     text   NOT NULL,    -- smallest posting date of its ads
    first_seen text   NOT NULL,
    ads        bigint NOT NULL,
    sources    bigint NOT NULL
);

-- Openings per source, month, scope and skill: what was new there. The row with an empty skill gives the total. A total of -1
-- marks a month that must be counted again.
CREATE TABLE counts (
    source   bigint NOT NULL,
    month    text   NOT NULL,
    scope    text   NOT NULL, -- ml or all
    skill    text   NOT NULL,
    openings bigint NOT NULL,
    total    bigint NOT NULL,
    PRIMARY KEY (source, month, scope, skill)
);

-- A taxonomy that made tags: its lists give the numbers in tags.data their meaning.
CREATE TABLE taxonomies (
    id      bigint PRIMARY KEY,
    version text   NOT NULL, -- hash of its content
    skills  text   NOT NULL, -- one a line
    rules   text   NOT NULL,
    roles   text   NOT NULL
);

-- +goose Down
DROP TABLE taxonomies;
DROP TABLE counts;
DROP TABLE openings;
DROP TABLE tags;
DROP TABLE bodies;
DROP TABLE postings;
DROP TABLE fetches;
DROP TABLE crawls;
DROP TABLE sources;
