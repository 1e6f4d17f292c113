//go:build !race

package extract_test

import "testing"

// TestTagAllocates keeps the allocations of a call to its result and the joined text.
func TestTagAllocates(t *testing.T) {
	tax := small(t)
	tax.Tag("", posting)
	if n := testing.AllocsPerRun(100, func() { tax.Tag("", posting) }); n > 9 {
		t.Errorf("%v allocations a call, want at most 9", n)
	}
}
