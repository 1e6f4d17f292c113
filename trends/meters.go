package trends

import (
	"maps"
	"slices"

	"trends/trends/stats"
)

// Meter is what one source delivered in one month: where it jumps, the source delivers something else, and a change of its shares may
// be no change in demand.
type Meter struct {
	Source   string `json:"source"`
	Month    string `json:"month"`
	Records  int    `json:"records"`  // new in the source in that month, of all scopes
	Skills   Number `json:"skills"`   // mean number of distinct skills of a record
	Pay      Number `json:"pay"`      // share of the records that state pay
	Employer Number `json:"employer"` // share of the records that name an employer
	Epoch    int    `json:"epoch"`    // 1, and one more each time that what the source delivers has changed
	Shift    bool   `json:"shift"`    // Skills has another level from here on, perhaps by a slow drift: look at the source (stats.Shifts)
}

// meter adds up one source in one month.
type meter struct {
	records, skills, pay, employer int
}

// meanSkills returns the mean number of skills of a record.
func (m meter) meanSkills() float64 { return float64(m.skills) / float64(m.records) }

// readMeters adds up the new records of each source by month, in the months that are watched and complete.
func (p *Panel) readMeters() []map[int32]meter {
	out := make([]map[int32]meter, len(p.snap.Sources))
	for s := range out {
		out[s] = map[int32]meter{}
	}
	a := &p.snap.Ads
	for i, src := range a.Source {
		if a.Record[i] != a.Posting[i] || !p.fresh[i] || !p.whole[src][a.Month[i]] {
			continue
		}
		m := out[src][a.Month[i]]
		m.records++
		m.skills += int(a.Start[i+1] - a.Start[i])
		if a.PayMin[i] != 0 || a.PayMax[i] != 0 {
			m.pay++
		}
		if a.Employer[i] != 0 {
			m.employer++
		}
		out[src][a.Month[i]] = m
	}
	return out
}

// Meters returns what every source delivered in each of its complete months, sorted by source and month. The length of texts is not
// among them: a snapshot does not hold texts.
func (p *Panel) Meters() []Meter {
	out := []Meter{}
	for s, months := range p.readMeters() {
		begin := len(out)
		var value, records []float64
		for _, month := range slices.Sorted(maps.Keys(months)) {
			m := months[month]
			n := float64(m.records)
			value, records = append(value, m.meanSkills()), append(records, n)
			out = append(out, Meter{Source: p.snap.Sources[s].Key, Month: MonthName(month), Records: m.records, Skills: Number(m.meanSkills()),
				Pay: Number(float64(m.pay) / n), Employer: Number(float64(m.employer) / n),
				Epoch: p.epochs[p.epochAt(uint16(s), month)].number})
		}
		for _, at := range stats.Shifts(value, records) {
			out[begin+at].Shift = true
		}
	}
	return out
}
