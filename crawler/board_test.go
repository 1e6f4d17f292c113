package crawler

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trends/data/shared"
	"trends/trends"
)

// boardParsers are the parsers of boards in JSON beside those of FuzzGreenhouse.
var boardParsers = map[string]parseList{
	"workable":  parseWorkable,
	"recruitee": parseRecruitee,
	"rippling":  parseRippling,
	"pinpoint":  parsePinpoint,
	"breezy":    parseBreezy,
	"bamboohr":  parseBamboo,
}

func FuzzBoard(f *testing.F) {
	f.Add([]byte(`{"name":"A","jobs":[{"shortcode":"x","title":"B","telecommuting":true,"locations":[{"city":"C","countryCode":"US","hidden":true}]},{"shortcode":"x"},{"shortcode":{}}]}`))
	f.Add([]byte(`{"offers":[{"id":1,"title":"A","salary":{"min":"5","max":3,"period":"hour","currency":"EUR"},"locations":[{"city":"B"}],"remote":true},{"id":[]}]}`))
	f.Add([]byte(`[{"uuid":"a","id":"a","name":"A","friendly_id":"b","location":{"city":"C","country":{"id":"DE"}},"salary":"$50k - $60k","description":"<p>x</p>"},{"id":1}]`))
	f.Add([]byte(`{"name":"A","description":{"role":"x","company":"y"},"workLocations":["Remote (Canada)"],"createdOn":"2025-06-20T15:46:41.749000-07:00"}`))
	f.Add([]byte(`{"data":[{"id":"a","title":"A","compensation_visible":true,"compensation_minimum":9,"compensation_maximum":1,"path":"/en/postings/a"}]}`))
	f.Add([]byte(`{"result":[{"id":"39","locationType":"0"}]}`))
	f.Add([]byte(`{"result":{"jobOpening":{"jobOpeningName":"A","datePosted":"2026-06-01","location":{"city":"B","addressCountry":"Canada"}}}}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		for kind, parse := range boardParsers {
			checkList(t, body, kind, parse)
		}
	})
}

// TestSharedWorkday reads recorded lists of Workday: every job in them is found.
func TestSharedWorkday(t *testing.T) {
	err := filepath.WalkDir(shared.Path(t, "corpora", "captures"), func(path string, _ os.DirEntry, err error) error {
		if name := filepath.Base(path); err != nil || name != "workday.json" && name != "workday_nvidia.json" {
			return err
		}
		body := unzip(t, path)
		answer, err := parseWorkdayList(body)
		if err != nil {
			t.Errorf("%s: %v", path, err)
			return nil
		}
		w := workdayList{listed: map[string]bool{}}
		w.add(answer.Jobs, 0, map[string]bool{})
		if want := countJobs(t, body); len(w.paths) != want {
			t.Errorf("%s: %d jobs, want %d: %v", path, len(w.paths), want, w.unreadable)
		}
		t.Logf("%s: %d jobs", path, len(w.paths))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestRecruiteeRemote(t *testing.T) {
	for _, c := range []struct {
		remote, onsite, hybrid bool
		want                   trends.Remote
	}{
		{true, false, false, "remote"},
		{false, true, false, "onsite"},
		{false, false, true, "hybrid"},
		{true, true, true, "hybrid"},
		{true, true, false, ""},
		{false, false, false, ""},
	} {
		if got := (&recruiteeOffer{Remote: c.remote, Onsite: c.onsite, Hybrid: c.hybrid}).remote(); got != c.want {
			t.Errorf("%+v: %q", c, got)
		}
	}
}

func TestSections(t *testing.T) {
	for want, pairs := range map[string][]string{
		"":                                     {"Skills", " "},
		"<p>a</p>":                             {"", "<p>a</p>", "Skills", ""},
		"<p>a</p>\n<h3>R&amp;D</h3>\n<p>b</p>": {"", "<p>a</p>", "R&amp;D", "<p>b</p>"},
	} {
		if got := sections(pairs...); got != want {
			t.Errorf("sections(%q) = %q, want %q", pairs, got, want)
		}
	}
}

func TestJoinPlace(t *testing.T) {
	for want, parts := range map[string][]string{
		"Utrecht, Netherlands": {"Utrecht", "Utrecht", "Netherlands"}, "": {"", "N/A"}, "Oslo": {" Oslo ", "UNAVAILABLE"}, "Singapore": {"Singapore", "", "Singapore"},
	} {
		if got := joinPlace(parts...); got != want {
			t.Errorf("joinPlace(%q) = %q, want %q", parts, got, want)
		}
	}
}

func TestAgreed(t *testing.T) {
	for want, codes := range map[string][]string{"DE": {"", "DE", "DE"}, "": {"DE", "", "FR", "DE"}} {
		if diff := cmp.Diff(want, agreed(codes...)); diff != "" {
			t.Errorf("agreed(%q) (-want +got):\n%s", codes, diff)
		}
	}
}
