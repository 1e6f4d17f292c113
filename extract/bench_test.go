package extract_test

import (
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"trends/data/shared"
	"trends/trends"
)

// corpus reads the texts of one month of real postings, or a made-up posting many times where there are none.
func corpus(b *testing.B) (texts []string, size int64) {
	names, _ := filepath.Glob("../../shared/corpora/hn/2021-0[1-3].jsonl.gz")
	for _, name := range names {
		shared.Records(b, name, func(p shared.Posting) { texts = append(texts, p.Text) })
	}
	if len(texts) == 0 {
		for range 1000 {
			texts = append(texts, "Example Robotics | Senior Machine Learning Engineer | Berlin or remote | €80k - €100k\n\n"+
				"We build robots that sort parcels. You will train models in PyTorch and ship them in Go.\n\nRequirements:\n"+
				"- 5+ years of Python\n- Kubernetes or Docker\n- Rust is a plus\n\nApply at https://example.com/jobs")
		}
	}
	for _, t := range texts {
		size += int64(len(t))
	}
	return texts, size
}

// BenchmarkTag reports bytes of posting text a second; one operation is the whole corpus.
func BenchmarkTag(b *testing.B) {
	texts, size := corpus(b)
	tax := shipped(b)
	b.SetBytes(size)
	b.ReportAllocs()
	var tags trends.Tags
	before := cpuTime(b)
	for b.Loop() {
		for _, t := range texts {
			tags = tax.Tag("", t)
		}
	}
	_ = tags
	b.ReportMetric(float64(size)*float64(b.N)/1e6/(cpuTime(b)-before).Seconds(), "MB/CPU-s")
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(texts)), "ns/posting")
}

// cpuTime is the time that this process has computed, which other processes on the machine do not stretch.
func cpuTime(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
