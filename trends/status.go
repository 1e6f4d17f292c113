package trends

// Status is the health of an installation: its sources, its database, and what the next report can say.
type Status struct {
	At       string   `json:"at"`       // when this was so, RFC 3339 UTC
	Database string   `json:"database"` // its name
	Bytes    int64    `json:"bytes"`    // of its files; 0 if it is on a server
	Postings int      `json:"postings"` // all that are kept
	Run      *Run     `json:"last_run"` // null if there was none
	Sources  []Health `json:"sources"`
	Report   Outlook  `json:"report"`
}

// Troubled returns the sources that ask for attention, in their order. Where no source was ever read, all do: nobody runs the crawl.
func (s *Status) Troubled() []Health {
	var out []Health
	unread := 0
	for _, h := range s.Sources {
		if h.Trouble {
			out = append(out, h)
		}
		if h.State == StateNeverRead {
			unread++
		}
	}
	if unread == len(s.Sources) {
		return s.Sources
	}
	return out
}
