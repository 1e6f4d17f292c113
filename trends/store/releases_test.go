package store

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trends/trends"
)

// randomLedger makes up a ledger of n ads.
func randomLedger(n int, seed uint64) *trends.Ledger {
	r := rand.New(rand.NewPCG(seed, 11))
	l := &trends.Ledger{Skills: skillNames()}
	posting := int64(0)
	for range n {
		posting += 1 + r.Int64N(1<<50)
		ad := trends.LedgerAd{Posting: posting, Opening: posting, Month: 24300 + r.Int32N(3), Fate: trends.Fate(r.IntN(4))}
		if r.IntN(5) == 0 {
			ad.Opening, ad.Month = r.Int64(), trends.NoTime
		}
		if ad.Fate.Stands() {
			ad.Text = r.Uint32()
		}
		for code := range l.Skills {
			if ad.Fate == trends.FateCounted && r.IntN(2) == 0 {
				ad.Skills = append(ad.Skills, uint16(code))
			}
		}
		l.Ads = append(l.Ads, ad)
	}
	return l
}

func TestLedgerRoundTrip(t *testing.T) {
	for seed, n := range []int{0, 1, 2, 50, 5000} {
		want := randomLedger(n, uint64(seed))
		data := encodeLedger(want)
		got, err := decodeLedger(data)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%d ads (-want +got):\n%.2000s", n, d)
		}
		t.Logf("%d ads: %d bytes, packed %d", n, len(data), len(compress(data)))
	}
}

// A blob that is cut anywhere is an error, and never a panic; so is one with bytes left over.
func TestReleaseDamaged(t *testing.T) {
	ledger, faces := encodeLedger(randomLedger(20, 1)), encodeFaces(map[string][]byte{"csv": []byte("a,b\n"), "json": nil})
	for n := range ledger {
		if _, err := decodeLedger(ledger[:n]); err == nil {
			t.Errorf("a ledger cut after %d of %d bytes is read", n, len(ledger))
		}
	}
	for n := range faces {
		if _, err := decodeFaces(faces[:n]); err == nil {
			t.Errorf("pages cut after %d of %d bytes are read", n, len(faces))
		}
	}
	r := rand.New(rand.NewPCG(5, 5))
	for range 2000 {
		other := append([]byte{}, ledger...)
		other[r.IntN(len(other))] = byte(r.IntN(256))
		if l, err := decodeLedger(other); err == nil && len(l.Ads) > 20 {
			t.Errorf("a damaged ledger has %d ads", len(l.Ads))
		}
	}
	if _, err := decodeLedger(append(ledger, 0)); err == nil {
		t.Error("a ledger with a byte left over is read")
	}
	if _, err := decodeFaces(append(faces, 0)); err == nil {
		t.Error("pages with a byte left over are read")
	}
}

// made is a made-up release.
func made(name string, on int) *trends.Release {
	return &trends.Release{ReleaseHead: trends.ReleaseHead{Name: name, Created: day(on), Note: "for the talk", Format: 1,
		Program: "v1.0.0", Data: "0123", Taxonomy: tax1,
		Scope: trends.ScopeML, Window: trends.Span{From: "2024-01", To: "2025-12"}, AsOf: "2026-01-04", Openings: 1200, Confirmed: 3},
		Faces:  map[string][]byte{"csv": []byte("skill,name\n"), "json": []byte(`{"skills": []}`), "html": {}},
		Ledger: randomLedger(30, uint64(on))}
}

func TestReleases(t *testing.T) {
	db := openNew(t)
	ctx := t.Context()
	if list, err := db.Releases(ctx); err != nil || len(list) > 0 {
		t.Fatalf("releases of a new database: %v, %v", list, err)
	}
	if _, err := db.Release(ctx, "first"); err == nil || !strings.Contains(err.Error(), `read release "first" of database`) {
		t.Errorf("a release that is not there: %v", err)
	}
	first, second := made("first", 40), made("second", 30)
	for _, r := range []*trends.Release{first, second} {
		if err := db.SaveRelease(ctx, r); err != nil {
			t.Fatal(err)
		}
	}
	for _, want := range []*trends.Release{first, second} {
		got, err := db.Release(ctx, want.Name)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("release (-want +got):\n%s", d)
		}
	}
	list, err := db.Releases(ctx)
	if d := cmp.Diff([]trends.ReleaseHead{second.ReleaseHead, first.ReleaseHead}, list); d != "" || err != nil {
		t.Errorf("list, oldest first (-want +got):\n%s %v", d, err)
	}
	again := made("first", 50)
	if err := db.SaveRelease(ctx, again); err == nil || !strings.Contains(err.Error(), `release "first" exists already`) {
		t.Errorf("a second release of one name: %v", err)
	}
	if got, err := db.Release(ctx, "first"); err != nil || !got.Created.Equal(day(40)) {
		t.Errorf("the first release was overwritten: %v", err)
	}
}

func TestNewerRelease(t *testing.T) {
	db := openNew(t)
	r := made("later", 1)
	r.Format = 99
	if err := db.SaveRelease(t.Context(), r); err != nil {
		t.Fatal(err)
	}
	want := "format 99, and this program knows formats up to 1: use a newer trends"
	if _, err := db.Release(t.Context(), "later"); err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("a release of a newer program: %v", err)
	}
}

// A hash changes with what an ad says, and with nothing else.
func TestTextHashes(t *testing.T) {
	db := openNew(t)
	hashOf := func(change func(p *trends.Posting)) string {
		p := ad("lever:a", "a", "we use go", day(1))
		change(&p)
		mustSave(t, db, day(2), false, items(p))
		got, err := db.TextHashes(t.Context(), []int64{p.Key(), 1})
		if err != nil || len(got) != 1 {
			t.Fatalf("hashes %v, error %v", got, err)
		}
		return fmt.Sprint(got[p.Key()])
	}
	want := hashOf(func(*trends.Posting) {})
	for name, tt := range map[string]struct {
		change func(p *trends.Posting)
		same   bool
	}{
		"address": {func(p *trends.Posting) { p.URL = "https://jobs.example.com/b" }, true},
		"pay":     {func(p *trends.Posting) { p.Pay = &trends.Pay{Min: 1, Max: 2} }, true},
		"title":   {func(p *trends.Posting) { p.Title = "Data Engineer" }, false},
		"text":    {func(p *trends.Posting) { p.Body = "we use rust" }, false},
		"country": {func(p *trends.Posting) { p.Country = "FR" }, false},
		"remote":  {func(p *trends.Posting) { p.Remote = trends.RemoteHybrid }, false},
	} {
		if got := hashOf(tt.change); (got == want) != tt.same {
			t.Errorf("another %s: the same %v, want %v", name, got == want, tt.same)
		}
	}
}
