-- +goose Up

-- One run of the crawl: its manifest. What it read of each source are the crawls between its start and its end.
CREATE TABLE runs (
    id        bigint PRIMARY KEY, -- counts up
    started   text   NOT NULL,
    ended     text   NOT NULL, -- '' while it runs, and for ever if it was killed
    seconds   double precision NOT NULL,
    ending    text   NOT NULL CHECK (ending IN ('', 'done', 'part', 'failed', 'interrupted')),
    program   text   NOT NULL, -- version
    config    text   NOT NULL, -- hash of the configuration in force
    taxonomy  text   NOT NULL, -- version that tagged what was read
    sources   bigint NOT NULL, -- that were to be read; not_due and not_begun are of them
    not_due   bigint NOT NULL,
    not_begun bigint NOT NULL, -- for want of time
    complete  bigint NOT NULL, -- reads by outcome
    unchanged bigint NOT NULL,
    partial   bigint NOT NULL,
    failed    bigint NOT NULL,
    refused   bigint NOT NULL,
    requests  bigint NOT NULL,
    bytes     bigint NOT NULL,
    seen      bigint NOT NULL, -- postings delivered
    new       bigint NOT NULL,
    changed   bigint NOT NULL,
    closed    bigint NOT NULL,
    errors    text   NOT NULL  -- one a line
);

-- +goose Down
DROP TABLE runs;
