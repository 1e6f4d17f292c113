// Package data holds the files that ship inside the program.
//
// They are YAML that a person can edit without knowing Go, and each says at its top what it is and how to add to it:
//
//	taxonomy.yaml  the skills and roles: names, surface forms, example sentences
//	context.yaml   the rules that settle what an ambiguous name or a sentence means
//	terms.yaml     the words of job ads that are no skills, for `trends emerging`
//	gold.yaml      made-up postings with the tags they must get, which `trends eval` and the tests run
//	measured.json  how right the tagger is on postings labelled by hand, which reports print
//	claims.yaml    what the roadmap says, restated so that postings can answer it
//	sources.yaml   the boards read when trends.yaml names none, and what each kind of source permits
//
// The package knows no format. Package extract reads the first three, package config the last two, and cmd/trends carries
// the bytes from here to there. The tests beside the files check every entry, so a bad one cannot be merged.
package data

import _ "embed" // for the go:embed lines

// Taxonomy is taxonomy.yaml, read by extract.Parse. It must not be changed.
//
//go:embed taxonomy.yaml
var Taxonomy []byte

// Context is context.yaml, read by extract.Parse. It must not be changed.
//
//go:embed context.yaml
var Context []byte

// Terms is terms.yaml, read by extract.ParseTermRules. It must not be changed.
//
//go:embed terms.yaml
var Terms []byte

// Gold is gold.yaml, read by package eval. It must not be changed.
//
//go:embed gold.yaml
var Gold []byte

// Measured is measured.json, which `trends eval --record` writes and reports print. It must not be changed.
//
//go:embed measured.json
var Measured []byte

// Sources is sources.yaml, read by config.ParseSources. It must not be changed.
//
//go:embed sources.yaml
var Sources []byte

// Claims is claims.yaml, read by config.ParseClaims. It must not be changed.
//
//go:embed claims.yaml
var Claims []byte
