package config

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"

	"trends/crawler"
)

// Hash returns a hash of the settings in force, 16 hex digits: two runs with the same one were set up alike, wherever the settings
// came from. The file's own name and the database's are left out; of further taxonomy files only the names count.
func (c *Config) Hash() string {
	settings := *c
	settings.Database = ""
	text, err := json.Marshal(struct {
		Config
		Sources  []crawler.Source
		Taxonomy []string
	}{settings, c.Sources, c.Taxonomy})
	if err != nil {
		panic("unreachable: the settings are texts, numbers and lists of them: " + err.Error())
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:8])
}
