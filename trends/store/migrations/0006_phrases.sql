-- +goose Up

-- Where the noun phrases of a text are, by which `trends emerging` finds new terms. Only texts of its samples have a row: finding phrases
-- takes one to three milliseconds a text, and may find others a second time, so it is done once for each version of a text.
CREATE TABLE phrases (
    posting bigint NOT NULL,
    body    bigint NOT NULL, -- hash of the text
    version bigint NOT NULL, -- extract.PhrasesVersion that found them
    data    bytea  NOT NULL, -- see phrases.go
    PRIMARY KEY (posting, body)
);

-- +goose Down
DROP TABLE phrases;
