-- +goose Up

-- Texts that people read to find out whether they name a skill. A reading stays when the ad gets another text or the taxonomy changes, and
-- counts while both are as they were.
CREATE TABLE readings (
    skill    text    NOT NULL,
    posting  bigint  NOT NULL,
    body     bigint  NOT NULL, -- hash of the text that was read
    reader   text    NOT NULL, -- name; '' if not given
    seed     bigint  NOT NULL, -- of the random order in which the opening was drawn
    taxonomy bigint  NOT NULL, -- whose tags were in force
    tagged   boolean NOT NULL, -- whether the skill was among the text's tags
    truth    text    NOT NULL CHECK (truth IN ('yes', 'no', 'unsure')),
    read_at  text    NOT NULL,
    PRIMARY KEY (skill, posting, body, reader)
);

-- +goose Down
DROP TABLE readings;
