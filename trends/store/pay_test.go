package store

import (
	"slices"
	"testing"

	"trends/trends"
)

// What a field of the source states goes before what the text states, as in exports.
func TestSnapshotPay(t *testing.T) {
	yearly := &trends.Pay{Min: 90000, Max: 120000.5, Currency: "EUR", Period: "year"}
	hourly := &trends.Pay{Min: 62.5, Max: 62.5, Currency: "USD", Period: "hour"}
	upTo := &trends.Pay{Max: 600}
	list := []struct {
		name        string
		field, text *trends.Pay
	}{
		{"none", nil, nil},
		{"field", yearly, nil},
		{"text", nil, hourly},
		{"both", yearly, hourly},
		{"one bound, no currency, no period", upTo, hourly},
		{"the same in the text", nil, upTo},
	}
	db := openNew(t)
	var batch []Item
	for _, tt := range list {
		p := ad("lever:a", tt.name, "we use go", day(10))
		p.Employer, p.Pay = "Comma, Inc. ; "+tt.name, tt.field
		one := item(p)
		one.Tags.Pay = tt.text
		one.Tags.Excluded = []trends.Exclusion{{Skill: "go", Start: 2, End: 4, Why: "name", Rule: "word"}}
		batch = append(batch, one)
	}
	mustSave(t, db, day(11), false, batch)
	mustSettle(t, db)
	s, err := db.Snapshot(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"", "EUR", "USD"}; !slices.Equal(s.Currencies, want) {
		t.Errorf("currencies %q, want %q", s.Currencies, want)
	}
	for i := range batch {
		at, _ := slices.BinarySearch(s.Ads.Posting, batch[i].Posting.Key())
		got := trends.Pay{Min: float64(s.Ads.PayMin[at]), Max: float64(s.Ads.PayMax[at]), Currency: s.Currencies[s.Ads.Currency[at]],
			Period: trends.PayPeriods()[s.Ads.PayPeriod[at]]}
		var want trends.Pay
		if stated, _ := trends.BasePay(&batch[i].Posting, &batch[i].Tags); stated != nil {
			want = *stated
		}
		if got != want {
			t.Errorf("%s: %v, want %v", list[i].name, got, want)
		}
		if name := s.Employers[s.Ads.Employer[at]].Name; name != batch[i].Posting.Employer {
			t.Errorf("%s: employer %q, want %q", list[i].name, name, batch[i].Posting.Employer)
		}
	}
}

// An ad that is gone was last seen by the last whole read before; one that is up has no such day.
func TestSnapshotLastSeen(t *testing.T) {
	db := openNew(t)
	mustSave(t, db, day(10), false, items(ad("lever:a", "gone", "we use go", day(9)), ad("lever:a", "up", "we use sql", day(9))))
	mustCrawl(t, db, "lever:a", day(10), trends.OutcomeComplete, "gone", "up")
	mustCrawl(t, db, "lever:a", day(17), trends.OutcomeUnchanged)
	mustCrawl(t, db, "lever:a", day(20), trends.OutcomePartial, "up")
	mustCrawl(t, db, "lever:a", day(24), trends.OutcomeComplete, "up")
	mustSettle(t, db)
	s, err := db.Snapshot(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for id, want := range map[string][2]int32{
		"gone": {trends.DayNumber(day(17)), trends.DayNumber(day(24))},
		"up":   {trends.NoTime, trends.NoTime},
	} {
		at, _ := slices.BinarySearch(s.Ads.Posting, trends.PostingID("lever:a", id))
		if got := [2]int32{s.Ads.LastSeen[at], s.Ads.Closed[at]}; got != want {
			t.Errorf("%s: last seen and closed %v, want %v", id, got, want)
		}
	}
}
