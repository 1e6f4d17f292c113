package crawler_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"trends/crawler"
	"trends/trends"
)

// readAll reads a file and returns a line a posting and a line a complaint.
func readAll(t testing.TB, name, text string, opt crawler.FileOptions) ([]string, error) {
	t.Helper()
	var out []string
	err := crawler.ReadFile(t.Context(), name, strings.NewReader(text), opt, func(p trends.Posting) error {
		pay := ""
		if p.Pay != nil {
			pay = fmt.Sprintf(" %v-%v %s %s", p.Pay.Min, p.Pay.Max, p.Pay.Currency, p.Pay.Period)
		}
		posted := ""
		if !p.Posted.IsZero() {
			posted = p.Posted.Format("2006-01-02")
		}
		out = append(out, fmt.Sprintf("%s: %s @ %s %q %s %s %s%s %s:%s", p.ID, p.Title, p.Employer, p.Places, posted, p.Precision, p.Month, pay, p.Format, p.Body))
		return nil
	}, func(line int, problem string) { out = append(out, fmt.Sprintf("%s:%d: %s", name, line, problem)) })
	return out, err
}

func TestReadFile(t *testing.T) {
	for _, c := range []struct {
		name, text string
		opt        crawler.FileOptions
		want       []string
	}{
		{name: "all.jsonl", text: `{"id":"a","text":"x","title":" T ","company":"C","location":"Berlin; Paris","url":"https://example.com","posted_at":"2026-03-04","salary":{"min":1000,"max":2000,"currency":"EUR","period":"month"},"more":[1]}
{"id":2,"html":"<p>y</p>","posted_at":"2026-03-04T10:00:00Z","location":["Rome"," "],"salary":"a lot"}
{"id":"c","description":"d","posted_date":"2026-01-26","month":"2026-01","company":null}
{"id":"d","text":"","month":"2026-02"}
{"id":"e","text":"x","author":"carol"}
`, want: []string{
			`a: T @ C ["Berlin" "Paris"] 2026-03-04 day  1000-2000 EUR month text:x`,
			`2:  @  ["Rome"] 2026-03-04 instant  html:<p>y</p>`,
			`c:  @  [] 2026-01-26 month 2026-01 text:d`,
			`d:  @  [] 2026-02-01 month 2026-02 text:`,
			`e:  @ user 4c26d9074c27 []  none  text:x`,
		}},
		{name: "bad.jsonl", text: "\xef\xbb\xbf{\"id\":\"a\",\"text\":\"ok\"}\n" + `not json
{"text":"x"}
{"id":"c"}
{"id":"d","text":5}
{"id":"e","text":"x","posted_at":"soon"}
{"id":"f","text":"x","month":"March"}
{"id":{},"text":"x"}

["a"]
{"id":"g","text":"x","location":{"city":"Rome"}}
{"id":"h","text":"caf` + "\xff" + `"}
{"id":"i","text":"last"}`, want: []string{
			`a:  @  []  none  text:ok`,
			`bad.jsonl:2: line: not JSON: invalid character 'o' in literal null (expecting 'u')`,
			`bad.jsonl:3: id: missing; every posting needs its own`,
			`bad.jsonl:4: text: missing; give the ad's words as text or html`,
			`bad.jsonl:5: text: a number where text was due`,
			`bad.jsonl:6: posted_at: "soon" is no date; use 2006-01-02 or 2006-01-02T15:04:05Z`,
			`bad.jsonl:7: month: "March" is no month; use 2006-01`,
			`bad.jsonl:8: id: an object where text was due`,
			`bad.jsonl:10: line: an array where an object was due`,
			`bad.jsonl:11: location: an object where text was due`,
			"h:  @  []  none  text:caf\uFFFD",
			`i:  @  []  none  text:last`,
		}},
		{name: "future.jsonl", text: `{"id":"a","text":"x","posted_at":"2030-01-01"}`,
			opt:  crawler.FileOptions{Now: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)},
			want: []string{`a:  @  []  none  text:x`}},
		{name: "rows.csv", text: "\xef\xbb\xbfID,Title,Text,posted_at,other,salary\r\na,\"Engineer, ML\",\"two\nlines\",2026-03-04,1,9\r\nb,x\r\nc,T,\"say \"\"hi\"\"\",,,\r\n,T,x,,,\r\nd,\"bare \"quote\",x,,,\r\ne,T,x,soon,,\r\nf,T,last,,,\r\n",
			want: []string{
				"a: Engineer, ML @  [] 2026-03-04 day  text:two\nlines",
				`rows.csv:4: line: 2 fields where the row of names has 6`,
				`c: T @  []  none  text:say "hi"`,
				`rows.csv:6: id: missing; every posting needs its own`,
				`rows.csv:7: line: extraneous or missing " in quoted-field`,
				`rows.csv:8: posted_at: "soon" is no date; use 2006-01-02 or 2006-01-02T15:04:05Z`,
				`f: T @  []  none  text:last`,
			}},
		{name: "items.csv", opt: crawler.FileOptions{As: "hn"}, text: "id,by,time,type,parent,html,description,company,month,url,author,location,posted_date\n" +
			"18807461,carol,1546447229,comment,5,Heron | Remote,,,2019-01,https://example.com/x,,,\n" +
			"18807462,,,,,,Lantern | Dev,Lantern Ltd,2019-01,,carol,Rome; Milan,2019-01-05\n",
			want: []string{
				`18807461:  @ Heron [] 2019-01-02 month 2019-01 html:Heron | Remote`,
				`18807462: Dev @ Lantern Ltd ["Rome" "Milan"] 2019-01-05 month 2019-01 text:Lantern | Dev`,
			}},
		{name: "-", text: "id,text\na,x\n", want: []string{`a:  @  []  none  text:x`}},
		{name: "-", text: " {\"id\":\"a\",\"text\":\"x\"}", want: []string{`a:  @  []  none  text:x`}},
		{name: "empty.jsonl", text: "", want: nil},
		{name: "empty.csv", text: "", want: nil},
		{name: "posts.jsonl", opt: crawler.FileOptions{As: "hn"}, text: `{"id":"hn-22065377","month":"2020-01","posted_at":"2020-01-16T15:28:20Z","author":"802b12b3cce9","text":"Fernhollow | ML Engineer | Berlin | ONSITE\n\nWe train."}
{"id":"hn-22065378","month":"2020-01","author":"802b12b3cce9","text":"We need help."}
{"id":"hn-22065379","month":"2020-01","company":"Named","title":"Given","text":"Fernhollow | ML Engineer | Berlin | $100k-120k"}
`, want: []string{
			"hn-22065377: ML Engineer @ Fernhollow [\"Berlin\"] 2020-01-16 month 2020-01 text:Fernhollow | ML Engineer | Berlin | ONSITE\n\nWe train.",
			`hn-22065378:  @ hn user 802b12b3cce9 [] 2020-01-01 month 2020-01 text:We need help.`,
			`hn-22065379: Given @ Named ["Berlin"] 2020-01-01 month 2020-01 100000-120000 USD year text:Fernhollow | ML Engineer | Berlin | $100k-120k`,
		}},
		{name: "items.jsonl", opt: crawler.FileOptions{As: "hn"}, text: `{"id":18807017,"type":"story","title":"Ask HN: Who is hiring? (January 2019)","by":"whoishiring","time":1546444800}
null
{"by":"carol","id":18807461,"parent":18807017,"text":"Mossgrove | Designers | <a href=\"https:&#x2F;&#x2F;mossgrove.example\">https:&#x2F;&#x2F;mossgrove.example</a><p>Come.","time":1549100000,"type":"comment"}
{"id":18807462,"deleted":true,"parent":18807017,"time":1546447229,"type":"comment"}
{"by":"x","id":18807463,"dead":true,"text":"[flagged]","time":1546447229,"type":"comment"}
{"by":"x","id":18807464,"text":null,"time":1546447229,"type":"comment"}
{"by":"x","id":18807465,"parent":5,"text":"Heron | Remote","time":1546447229,"type":"comment"}
`, want: []string{
			`18807461: Designers @ Mossgrove [] 2019-02-02 month 2019-01 html:Mossgrove | Designers | <a href="https:&#x2F;&#x2F;mossgrove.example">https:&#x2F;&#x2F;mossgrove.example</a><p>Come.`,
			`18807465:  @ Heron [] 2019-01-02 month 2019-01 html:Heron | Remote`,
		}},
	} {
		got, err := readAll(t, c.name, c.text, c.opt)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

func TestReadFileErrors(t *testing.T) {
	for _, c := range []struct {
		name, text string
		opt        crawler.FileOptions
		want       string
	}{
		{"x.json", `[{"id":"a"}]`, crawler.FileOptions{}, "one object a line"},
		{"x.csv", "name,text\na,b\n", crawler.FileOptions{}, "no column id"},
		{"x.csv", "id,title\na,b\n", crawler.FileOptions{}, "no column text or html"},
		{"x.jsonl", "", crawler.FileOptions{As: "rss"}, "use postings or hn"},
		{"x.jsonl", "", crawler.FileOptions{Format: "xml"}, "use jsonl, csv or warc"},
		{"x.jsonl.gz", "\x1f\x8b\x08", crawler.FileOptions{}, "x.jsonl.gz"},
	} {
		if _, err := readAll(t, c.name, c.text, c.opt); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("ReadFile(%s, %q) = %v, want an error that says %q", c.name, c.text, err, c.want)
		}
	}
	full := errors.New("disk full")
	err := crawler.ReadFile(t.Context(), "x.jsonl", strings.NewReader(`{"id":"a","text":"x"}`), crawler.FileOptions{},
		func(trends.Posting) error { return full }, func(int, string) {})
	if err != full {
		t.Errorf("an error of emit comes back as %v", err)
	}
}

// TestReadFileCut reads a compressed file that breaks off: what came before is kept, and the error says where it ended.
func TestReadFileCut(t *testing.T) {
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	for i := range 5000 {
		fmt.Fprintf(z, "{\"id\":\"%d\",\"text\":\"%x\"}\n", i, i*7919)
	}
	z.Close()
	whole, err := readAll(t, "x.gz", packed.String(), crawler.FileOptions{})
	if err != nil || len(whole) != 5000 {
		t.Fatalf("%d postings, %v", len(whole), err)
	}
	cut, err := readAll(t, "x.gz", packed.String()[:packed.Len()-2000], crawler.FileOptions{})
	if err == nil || !strings.Contains(err.Error(), "x.gz: line") || len(cut) == 0 {
		t.Errorf("%d postings, %v; want those before the cut, and its line", len(cut), err)
	}
}

// endless gives one long line, then a good one.
type endless struct{ left int }

func (e *endless) Read(b []byte) (int, error) {
	if e.left <= 0 {
		return 0, io.EOF
	}
	n := min(len(b), e.left)
	for i := range n {
		b[i] = 'x'
	}
	e.left -= n
	return n, nil
}

func TestReadFileLongLine(t *testing.T) {
	in := io.MultiReader(&endless{65 << 20}, strings.NewReader("\n{\"id\":\"a\",\"text\":\"ok\"}\n"))
	var bad, good []string
	err := crawler.ReadFile(t.Context(), "x.jsonl", in, crawler.FileOptions{},
		func(p trends.Posting) error { good = append(good, p.ID); return nil },
		func(line int, problem string) { bad = append(bad, fmt.Sprint(line, " ", problem)) })
	if err != nil || len(good) != 1 || len(bad) != 1 || bad[0] != "1 line: longer than 64 MiB" {
		t.Errorf("good %q, bad %q, %v", good, bad, err)
	}
}

// TestFileSource reads a file as a source: a second read finds it unchanged, a third one changed.
func TestFileSource(t *testing.T) {
	path := filepath.Join(t.TempDir(), "archive.jsonl")
	write := func(text string) {
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("{\"id\":\"a\",\"text\":\"x\"}\n{\"id\":\"b\",\"text\":\"y\"}\n")
	c, _ := newCrawler()
	src := crawler.Source{Kind: "file", URL: path, Company: "Example"}
	if src.Key() != "file:archive" {
		t.Errorf("Key() = %q", src.Key())
	}
	n := 0
	emit := func(p trends.Posting) error {
		if n++; p.Employer != "Example" || p.Source != "file:archive" {
			t.Errorf("posting %+v", p)
		}
		return nil
	}
	first, err := c.Read(t.Context(), src, crawler.Memory{}, emit)
	if err != nil || first.Crawl.Outcome != trends.OutcomeComplete || n != 2 || first.Crawl.Requests != 0 {
		t.Fatalf("%+v, %v, %d postings", first, err, n)
	}
	memory := crawler.Memory{Fetches: map[string]trends.Fetch{path: first.Fetches[0]}, LastWhole: first.Crawl.Started}
	if second, err := c.Read(t.Context(), src, memory, emit); err != nil || second.Crawl.Outcome != trends.OutcomeUnchanged || n != 2 {
		t.Errorf("second read: %+v, %v, %d postings", second, err, n)
	}
	write("{\"id\":\"a\",\"text\":\"x\"}\nbroken\n")
	third, err := c.Read(t.Context(), src, memory, emit)
	if err != nil || third.Crawl.Outcome != trends.OutcomePartial || n != 3 || !strings.Contains(third.Crawl.Error, "archive.jsonl:2:") {
		t.Errorf("third read: %+v, %v, %d postings", third, err, n)
	}
	src.URL += ".missing"
	if gone, err := c.Read(t.Context(), src, memory, emit); err != nil || gone.Crawl.Outcome != trends.OutcomeFailed {
		t.Errorf("a file that is not there: %+v, %v", gone, err)
	}
}

func FuzzReadFile(f *testing.F) {
	for _, s := range []string{"{\"id\":\"a\",\"text\":\"x\"}\n", "id,text\na,\"b\n", "null\n[]\n{}", "\x1f\x8b\x08\x00", "\xef\xbb\xbf", `{"id":1,"text":"x","salary":{"min":"a"},"location":[1]}`} {
		f.Add(s, true)
	}
	f.Fuzz(func(t *testing.T, text string, hn bool) {
		opt := crawler.FileOptions{}
		if hn {
			opt.As = "hn"
		}
		lines := 0
		crawler.ReadFile(t.Context(), "-", strings.NewReader(text), opt, func(p trends.Posting) error {
			if lines++; p.ID == "" {
				t.Error("a posting without id")
			}
			return nil
		}, func(line int, problem string) {
			if lines++; line < 1 || problem == "" {
				t.Errorf("complaint %d %q", line, problem)
			}
		})
		if lines > strings.Count(text, "\n")+strings.Count(text, "\r")+1 && !strings.HasPrefix(text, "\x1f\x8b") {
			t.Errorf("%d postings and complaints from %q", lines, text)
		}
	})
}

func BenchmarkReadFile(b *testing.B) {
	var text strings.Builder
	for i := range 1000 {
		fmt.Fprintf(&text, `{"id":"%d","title":"Machine Learning Engineer","company":"Fernhollow","location":"Berlin, Germany","posted_at":"2026-03-04","url":"https://example.com/%d","text":"%s"}`+"\n",
			i, i, strings.Repeat(`We train models with PyTorch and \"Go\".\n- You know Kubernetes\u00a0well.\n`, 18))
	}
	for _, as := range []string{"postings", "hn"} {
		b.Run(as, func(b *testing.B) {
			b.SetBytes(int64(text.Len()))
			b.ReportAllocs()
			for b.Loop() {
				n := 0
				err := crawler.ReadFile(b.Context(), "x.jsonl", strings.NewReader(text.String()), crawler.FileOptions{As: as},
					func(trends.Posting) error { n++; return nil }, func(line int, problem string) { b.Fatal(line, problem) })
				if err != nil || n != 1000 {
					b.Fatal(n, err)
				}
			}
		})
	}
}
