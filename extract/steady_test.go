package extract_test

import (
	"strings"
	"sync"
	"testing"

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
