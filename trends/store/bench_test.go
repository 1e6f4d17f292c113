package store

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"trends/trends"
)

// longAds makes n ads with texts of about 1.1 KB: made-up paragraphs over a vocabulary of some hundred words, each drawn anew.
func longAds(n int, seed uint64) []Item {
	r := rand.New(rand.NewPCG(seed, 21))
	vocabulary := strings.Fields(strings.ToLower(sentence(r, 40) + ` requirements responsibilities benefits years degree computer science
		related field strong communication ability remote office hybrid salary equity health insurance parental leave budget learning visa
		pipeline platform infrastructure models training inference latency dashboard analytics customers growth startup founded series
		kubernetes terraform airflow spark docker linux testing review design document mentor lead ownership roadmap stakeholder metric
		deploy monitor incident quality security privacy payments logistics robotics climate biology energy retail education games`))
	for i := range 400 { // names and other words that occur rarely
		vocabulary = append(vocabulary, fmt.Sprintf("%c%c%sly%d", 'a'+r.IntN(26), 'a'+r.IntN(26), vocabulary[i%90], i))
	}
	out := make([]Item, n)
	for i := range out {
		var b strings.Builder
		for b.Len() < 1100 {
			k := r.IntN(len(vocabulary))
			if r.IntN(3) > 0 {
				k = r.IntN(120)
			}
			b.WriteString(vocabulary[k])
			b.WriteString([]string{" ", " ", " ", " ", " ", ", ", ".\n"}[r.IntN(7)])
		}
		p := ad("greenhouse:board"+fmt.Sprint(r.IntN(200)), fmt.Sprint(seed, "-", i), b.String(), day(1+r.IntN(300)))
		p.Employer, p.Title = fmt.Sprint("Employer ", r.IntN(2000)), "Senior "+vocabulary[r.IntN(100)]+" engineer"
		out[i] = item(p)
	}
	return out
}

// BenchmarkSave keeps batches of 1,000 new ads and settles at the end. Making and tagging them is not timed. body/text is the share of
// their size that texts have when kept; the bytes of a posting are the file's without texts.
func BenchmarkSave(b *testing.B) {
	db := openNew(b)
	seed := uint64(0)
	var text int64
	for b.Loop() {
		b.StopTimer()
		seed++
		batch := longAds(1000, seed)
		for i := range batch {
			text += int64(len(batch[i].Posting.Body))
		}
		b.StartTimer()
		mustSave(b, db, day(301), true, batch)
	}
	b.StopTimer()
	mustSettle(b, db)
	n := float64(number(b, db, `SELECT count(*) FROM postings`))
	bodies := float64(number(b, db, `SELECT sum(length(data)) FROM bodies`))
	if _, err := db.sql.ExecContext(b.Context(), `PRAGMA wal_checkpoint(TRUNCATE)`); err != nil {
		b.Fatal(err)
	}
	info, err := os.Stat(db.name)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(1000*float64(b.N)/b.Elapsed().Seconds(), "ads/s")
	b.ReportMetric(bodies/float64(text), "body/text")
	b.ReportMetric((float64(info.Size())-bodies)/n, "B/posting")
	b.ReportMetric(float64(info.Size())/n, "B/posting-with-text")
}

// BenchmarkSaveAgain keeps what is kept already.
func BenchmarkSaveAgain(b *testing.B) {
	db := openNew(b)
	batch := longAds(1000, 1)
	mustSave(b, db, day(301), true, batch)
	for b.Loop() {
		mustSave(b, db, day(301), true, batch)
	}
}

// BenchmarkSettle joins and counts 20,000 new ads.
func BenchmarkSettle(b *testing.B) {
	list := market(20000, 1)
	for i := 0; b.Loop(); i++ {
		b.StopTimer()
		db := openFile(b, filepath.Join(b.TempDir(), fmt.Sprint(i, ".db")))
		mustSave(b, db, day(301), true, list)
		b.StartTimer()
		mustSettle(b, db)
	}
}

// BenchmarkSnapshot loads 20,000 rows.
func BenchmarkSnapshot(b *testing.B) {
	db := openNew(b)
	mustSave(b, db, day(301), true, market(20000, 1))
	mustSettle(b, db)
	b.ReportAllocs()
	var s *trends.Snapshot
	for b.Loop() {
		var err error
		if s, err = db.Snapshot(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
	if s.Ads.Len() != 20000 {
		b.Fatalf("%d ads", s.Ads.Len())
	}
	b.ReportMetric(20000*float64(b.N)/b.Elapsed().Seconds(), "ads/s")
}
