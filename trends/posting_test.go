package trends_test

import (
	"testing"

	"trends/trends"
)

func TestBasePay(t *testing.T) {
	field := &trends.Pay{Min: 100000, Max: 120000, Currency: "EUR", Period: "year"}
	same := *field
	text := &trends.Pay{Max: 600, Currency: "GBP", Period: "day"}
	for _, c := range []struct {
		name        string
		field, text *trends.Pay
		pay, other  string
	}{
		{"nothing is stated", nil, nil, "", ""},
		{"only the text", nil, text, "-600 GBP/day", ""},
		{"only the field", field, nil, "100000-120000 EUR/year", ""},
		{"both say the same", field, &same, "100000-120000 EUR/year", ""},
		{"they differ", field, text, "100000-120000 EUR/year", "-600 GBP/day"},
	} {
		pay, other := trends.BasePay(&trends.Posting{Pay: c.field}, &trends.Tags{Pay: c.text})
		if got := [2]string{show(pay), show(other)}; got != [2]string{c.pay, c.other} {
			t.Errorf("%s: %q, want %q and %q", c.name, got, c.pay, c.other)
		}
	}
	if got := (trends.Pay{Min: 1.5}).String(); got != "1.5-" {
		t.Errorf("got %q", got)
	}
}

func show(p *trends.Pay) string {
	if p == nil {
		return ""
	}
	return p.String()
}
