-- The schema of trends, and its documentation.
--
-- SQLite and PostgreSQL read the same file: types are bigint, text, boolean, double precision and bytea. Times are text, RFC 3339
-- in UTC and whole seconds; months are 2006-01. There is no NULL: '' and 0 mean "not known" or "not yet".
--
-- Rows arrive in order of time, and keys are hashes, so every index on a hash is written at random places. On a million
-- postings that costs more than all the rest of saving them. Hence few indexes: one on the identity, one that is filled
-- only when ads are joined (postings_job), tags in the row of their posting, and texts by the number of their pack.

-- +goose Up

-- One board, feed, site or archive.
CREATE TABLE sources (
    id         bigint PRIMARY KEY, -- 63 bits of the SHA-256 of the key
    key        text   NOT NULL,    -- greenhouse:anthropic
    kind       text   NOT NULL,    -- greenhouse, lever, ashby, jsonld, hn, …; import where files are imported
    permission text   NOT NULL,    -- allowed, needs-operator-decision, refused; '' while nobody has asked
    reason     text   NOT NULL,    -- of the permission
    epoch      bigint NOT NULL,    -- 1, and one more each time that what it delivers changes its nature
    valid_from text   NOT NULL     -- first month that can count: the one after the first whole read, or the first declared whole
);

-- One source read once, or one import into a source. Which months a source was watched is computed from these rows.
CREATE TABLE crawls (
    source     bigint NOT NULL,
    started    text   NOT NULL,
    from_month text   NOT NULL, -- first and last month that an import declares whole; '' for a crawl
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

-- The last answer of one address, for conditional requests. Written together with the crawl that kept what the answer said.
CREATE TABLE fetches (
    source        bigint NOT NULL,
    url           text   NOT NULL,
    etag          text   NOT NULL, -- verbatim
    last_modified text   NOT NULL, -- verbatim
    hash          text   NOT NULL, -- hex SHA-256 of the decoded body
    fetched       text   NOT NULL,
    PRIMARY KEY (source, url)
);

-- One ad at one address of one source. What statistics read comes first.
CREATE TABLE postings (
    id            bigint PRIMARY KEY, -- 63 bits of the SHA-256 of source key and external id
    source        bigint NOT NULL,
    month         text   NOT NULL,    -- in which it counts as new: its thread's, else that of posted
    posted        text   NOT NULL,    -- smallest date ever claimed; for a crawled source never later than first_seen
    first_seen    text   NOT NULL,
    closed        text   NOT NULL,    -- the first whole read without it, once the next confirms; or its own deadline
    country       text   NOT NULL,    -- ISO 3166-1 alpha-2
    remote        text   NOT NULL,    -- as a field of the source says
    employer      text   NOT NULL,    -- as delivered
    opening       bigint NOT NULL,    -- the posting that begins its job, joined over all sources; negative: to be joined (again)
    record        bigint NOT NULL,    -- the posting that begins its job, joined inside its source

    -- What its current text says, made by package extract; the view tags shows these five alone.
    taxonomy      bigint NOT NULL,    -- that made them
    scope         text   NOT NULL,    -- ml, all
    text_language text   NOT NULL,    -- ISO 639-1; '' is too short to tell
    tags          bytea  NOT NULL,    -- mentions, exclusions, roles, seniority, remote, pay: see blob.go

    -- The rest as delivered.
    external_id   text   NOT NULL,
    url           text   NOT NULL,
    title         text   NOT NULL,
    places        text   NOT NULL,    -- one a line
    pay_min       double precision NOT NULL, -- pay as a field of the source says
    pay_max       double precision NOT NULL,
    pay_currency  text   NOT NULL,
    pay_period    text   NOT NULL,
    precision     text   NOT NULL , -- of posted
    closes        text   NOT NULL,    -- its own deadline
    requisition   text   NOT NULL,    -- the employer's own id of the job
    language      text   NOT NULL,    -- as the source says
    format        text   NOT NULL,    -- of the text: html, text

    -- When it was there.
    last_seen     text   NOT NULL,    -- '' while the last whole read saw it
    missed        text   NOT NULL,    -- the first whole read without it
    reopened      text   NOT NULL,    -- when it came back after it was closed

    content       bigint NOT NULL,    -- hash of all that was delivered: equal means nothing to do
    body          bigint NOT NULL,    -- hash of the text alone
    pack          bigint NOT NULL,    -- where in bodies the text is
    newest        bigint NOT NULL,    -- where the text stored last is, if it is not the current one; else 0
    job           bigint NOT NULL     -- ads that may be one job have the same (trends.JobKey)
);
CREATE INDEX postings_source ON postings (source, month);
CREATE INDEX postings_job ON postings (job) WHERE opening > 0;
CREATE INDEX postings_unjoined ON postings (source) WHERE opening < 0;

-- Texts as delivered, each version of a posting once; none is ever overwritten. A row packs the texts of one save together, which
-- takes a quarter off against compressing each alone: see packs.go.
CREATE TABLE bodies (
    pack  bigint PRIMARY KEY, -- counts up
    seen  text   NOT NULL,    -- when these texts were first seen
    texts bigint NOT NULL,    -- how many
    data  bytea  NOT NULL     -- zstd of posting ids, lengths and texts
);

-- What is new in a source and month, in source records: jobs joined inside the source, at the month of their first ad. The skills are
-- one text: as rows of their own they would outweigh the postings, of which a small board has three a month.
CREATE TABLE counts (
    source bigint NOT NULL,
    month  text   NOT NULL, -- 'threads' marks a source that has got or lost a monthly thread
    total  bigint NOT NULL, -- of all scopes; -1 marks a month that must be counted again
    ml     bigint NOT NULL, -- of them in scope ml
    skills text   NOT NULL, -- a line "skill n m" for each: n records of all scopes name it, m of scope ml; sorted
    PRIMARY KEY (source, month)
);

-- A taxonomy that made tags: its lists give the numbers in postings.tags their meaning.
CREATE TABLE taxonomies (
    id      bigint PRIMARY KEY, -- 31 bits of the SHA-256 of the version
    version text   NOT NULL,    -- hash of its content
    skills  text   NOT NULL,    -- one a line
    rules   text   NOT NULL,
    roles   text   NOT NULL
);

-- What the current text of each posting says.
CREATE VIEW tags AS
SELECT id AS posting, taxonomy, scope, text_language AS language, tags AS data
FROM postings;

-- Jobs after joining. Postings point to them and none is deleted, so joining can be undone.
CREATE VIEW openings AS
SELECT abs(opening) AS id,
       coalesce(min(CASE WHEN posted <> '' THEN posted END), '') AS posted,
       min(first_seen) AS first_seen,
       CASE WHEN min(last_seen) = '' THEN '' ELSE max(last_seen) END AS last_seen,
       count(*) AS ads,
       count(DISTINCT source) AS sources
FROM postings
GROUP BY abs(opening);

-- +goose Down
DROP VIEW openings;
DROP VIEW tags;
DROP TABLE taxonomies;
DROP TABLE counts;
DROP TABLE bodies;
DROP TABLE postings;
DROP TABLE fetches;
DROP TABLE crawls;
DROP TABLE sources;
