-- +goose Up

-- Joining compares texts. Both columns are filled when a posting is next delivered, or by the command extract.
-- absence: of its job over all sources, before this ad: 0, 30 or 60 days cover it; -1 if there is no ad before.
-- sketch: what stands for the current text when ads are compared (trends/near); empty if it was never made.
ALTER TABLE postings ADD COLUMN absence bigint NOT NULL DEFAULT -1;
ALTER TABLE postings ADD COLUMN sketch bytea NOT NULL DEFAULT '';

-- The lowest bit of job says whether the ad may offer several jobs at once (trends.ListsJobs).
UPDATE postings SET job = job - job % 2 + CASE
    WHEN precision = 'month' AND source IN (SELECT id FROM sources WHERE key = 'hn' OR kind = 'hn') THEN 1 ELSE 0 END;

-- +goose Down
ALTER TABLE postings DROP COLUMN sketch;
ALTER TABLE postings DROP COLUMN absence;
