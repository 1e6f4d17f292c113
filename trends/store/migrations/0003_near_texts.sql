-- +goose Up

-- Joining compares texts. Both columns are filled when a posting is next delivered, or by the command extract.
-- absence: of its job over all sources, before this ad: 0, 30 or 60 days cover it; -1 if there is no ad before.
-- sketch: what stands for the current text when ads are compared (trends/near); empty if it was never made.
ALTER TABLE postings ADD COLUMN absence bigint NOT NULL DEFAULT -1;
ALTER TABLE postings ADD COLUMN sketch bytea NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE postings DROP COLUMN sketch;
ALTER TABLE postings DROP COLUMN absence;
