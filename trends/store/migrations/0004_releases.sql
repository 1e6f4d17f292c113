-- +goose Up

-- Published reports, frozen: one prints the same bytes for ever, whatever is crawled, joined or tagged anew later.
CREATE TABLE releases (
    name       text   PRIMARY KEY,
    created    text   NOT NULL,
    note       text   NOT NULL, -- one line
    format     bigint NOT NULL, -- of faces and ledger: trends.ReleaseFormat
    program    text   NOT NULL, -- version of the program that made it
    data       text   NOT NULL, -- hash of all that the report was computed from (trends.Snapshot.Hash)
    taxonomy   text   NOT NULL, -- version that made the tags
    scope      text   NOT NULL, -- ml, all
    from_month text   NOT NULL, -- first and last month of the window; '' where what is open was counted
    to_month   text   NOT NULL,
    as_of      text   NOT NULL, -- last day that the data knew of
    openings   bigint NOT NULL, -- in the window, or open
    confirmed  bigint NOT NULL, -- changes
    faces      bytea  NOT NULL, -- zstd of what was printed, by format: see releases.go; as JSON it is the report with its settings
    ledger     bytea  NOT NULL  -- zstd of what became of each ad, so of the openings behind its shares: see ledger.go
);

-- +goose Down
DROP TABLE releases;
