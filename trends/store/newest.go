package store

import "trends/trends"

// missed notes that a whole read missed an ad of the source on that day, and that the ad is not closed; NoTime is no such day.
func (l *loader) missed(source uint16, day int32) {
	if day == trends.NoTime {
		return
	}
	if first, ok := l.open[source]; !ok || day < first {
		l.open[source] = day
	}
}

// settleNewest finds the sources that show only their newest ads. The next whole read closes an ad that one has missed, unless the source
// is such a one (see DB.FinishCrawl): there an ad that was missed stays open, whatever later reads say.
func (l *loader) settleNewest() {
	for source, day := range l.open {
		s := &l.s.Sources[source]
		for i := range s.Crawls {
			if c := &s.Crawls[i]; c.Whole() && trends.DayNumber(c.Started) > day {
				s.Newest = true
			}
		}
	}
}
