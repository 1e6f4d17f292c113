package extract_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

const posting = "Example Robotics | Senior Machine Learning Engineer, Data Scientist | Berlin or remote | €80k - €100k\n\n" +
	"We build robots that sort parcels. You will train models in Go or Rust and ship them on EKS.\n\nRequirements:\n" +
	"- 5+ years of Python\n- Kubernetes or AWS\n- Rust is a plus\n- Data Engineer (Go, Java)\n\nApply at https://example.com/jobs\n\n"

// TestTagConcurrently checks that the scratch memory of calls that run at once is not mixed up.
func TestTagConcurrently(t *testing.T) {
	tax := small(t)
	want := tax.Tag("", posting)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 50 {
				tax.Tag("Java Developer", strings.Repeat("We use Java and SQL. ", 20))
				if diff := cmp.Diff(want, tax.Tag("", posting)); diff != "" {
					t.Errorf("another answer beside other calls: %s", diff)
					return
				}
			}
		})
	}
	wg.Wait()
}

// TestTagAllocates keeps the allocations of a call to its result and the joined text.
func TestTagAllocates(t *testing.T) {
	tax := small(t)
	tax.Tag("", posting)
	if n := testing.AllocsPerRun(100, func() { tax.Tag("", posting) }); n > 15 {
		t.Errorf("%v allocations a call, want at most 15", n)
	}
}

// TestTagLongText checks that a very long text takes no more time a byte than a short one, within a wide margin.
func TestTagLongText(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a second")
	}
	tax := small(t)
	took := func(copies int) time.Duration {
		text := strings.Repeat(posting, copies)
		best := time.Hour
		for range 3 {
			start := time.Now()
			tax.Tag("", text)
			best = min(best, time.Since(start))
		}
		return best
	}
	if short, long := took(100), took(4000); long > 40*8*short {
		t.Errorf("%v for 40 times the text that takes %v: more than in proportion", long, short)
	} else {
		t.Logf("%v and %v for 40 times the text", short, long)
	}
}
