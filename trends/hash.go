package trends

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"hash"
)

// Hash names what a snapshot holds: 32 hex digits of the SHA-256 of every fact that a report is computed from. Equal hashes,
// settings and programs give equal reports. It does not depend on the order in which rows came in.
func (s *Snapshot) Hash() string {
	h := sha256.New()
	hashColumn(h, []int64{int64(len(s.Sources)), int64(len(s.Employers))})
	for _, src := range s.Sources {
		hashTexts(h, src.Key, src.Kind)
		for _, c := range src.Crawls {
			hashTexts(h, string(c.Outcome), c.From, c.To)
			hashColumn(h, []int64{c.Started.Unix()})
		}
	}
	for _, e := range s.Employers {
		hashTexts(h, e.Key, e.Name)
	}
	hashTexts(h, s.Countries...)
	hashTexts(h, s.Currencies...)
	hashTexts(h, s.Roles...)
	hashTexts(h, s.Skills...)
	hashTexts(h, s.Taxonomy)
	a := &s.Ads
	for _, column := range [][]int64{a.Posting, a.Opening, a.Record} {
		hashColumn(h, column)
	}
	for _, column := range [][]int32{a.Month, a.Posted, a.FirstSeen, a.Closed, a.LastSeen} {
		hashColumn(h, column)
	}
	for _, column := range [][]uint16{a.Source, a.Country, a.Currency, a.Skill} {
		hashColumn(h, column)
	}
	for _, column := range [][]uint32{a.Employer, a.Roles, a.Start} {
		hashColumn(h, column)
	}
	for _, column := range [][]uint8{a.Seniority, a.Remote, a.PayPeriod, a.Level} {
		hashColumn(h, column)
	}
	for _, column := range [][]float32{a.PayMin, a.PayMax} {
		hashColumn(h, column)
	}
	hashColumn(h, a.ML)
	for i := range s.Readings { // without any, nothing: older snapshots keep their name
		if r := &s.Readings[i]; r.Void == "" {
			hashTexts(h, r.Skill, string(r.Truth))
			hashColumn(h, []int64{r.Posting, r.Seed})
			hashColumn(h, []bool{r.Tagged})
		}
	}
	return fmt.Sprintf("%x", h.Sum(nil)[:16])
}

// hashTexts adds a list of texts, each with its length, so that no two lists are alike.
func hashTexts(h hash.Hash, list ...string) {
	hashColumn(h, []int64{int64(len(list))})
	for _, text := range list {
		hashColumn(h, []byte(text))
	}
}

// hashColumn adds a list of numbers with its length.
func hashColumn[T bool | uint8 | uint16 | uint32 | int32 | int64 | float32](h hash.Hash, list []T) {
	if err := binary.Write(h, binary.LittleEndian, int64(len(list))); err != nil {
		panic("unreachable: a hash takes everything: " + err.Error())
	}
	if err := binary.Write(h, binary.LittleEndian, list); err != nil {
		panic("unreachable: the numbers have a fixed size: " + err.Error())
	}
}
