package simulate

// Scenario says what happens in a market besides the planted changes. The zero value is a market in which nothing does.
type Scenario struct {
	Name string // "big-source"
	Doc  string // what happens, for people

	bigSource   bool    // joins half-way, as large as all others together
	bigEmployer bool    // posts 200 ads in the last quarter
	uneven      bool    // one skill in five has month shocks five times the others'
	swing       float64 // correlation of a skill's month shocks from one month to the next
}

// Scenarios lists the scenarios. The first three are those of a usual run.
func Scenarios() []Scenario {
	return []Scenario{
		{Name: "stable", Doc: "ten sources throughout; half of the employers come or go"},
		{Name: "big-source", Doc: "a source as large as all others together joins half-way, with employers and a mix of its own", bigSource: true},
		{Name: "one-employer", Doc: "one employer posts 200 ads alike in the last quarter", bigEmployer: true},
		{Name: "stress", Doc: "stable, but each month moves one skill in five five times as much as the others", uneven: true},
		{Name: "swings", Doc: "stress, and what moves a skill lasts: correlation 0.5 from month to month", uneven: true, swing: 0.5},
	}
}
