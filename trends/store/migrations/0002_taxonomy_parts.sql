-- +goose Up

-- parts: a line "name fingerprint" for each skill, "* fingerprint" for what concerns all of them; '' if it is not known.
-- same_as: id of the taxonomy by which these tags have been found to be as they would be made anew; 0 if none.
ALTER TABLE taxonomies ADD COLUMN parts text NOT NULL DEFAULT '';
ALTER TABLE taxonomies ADD COLUMN same_as bigint NOT NULL DEFAULT 0;

-- +goose Down
ALTER TABLE taxonomies DROP COLUMN same_as;
ALTER TABLE taxonomies DROP COLUMN parts;
