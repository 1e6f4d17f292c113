package polite

import (
	"context"
	"sync/atomic"
)

// Counter counts the traffic that a context causes, the fetches of robots.txt that it had to make included. The zero value
// is ready. It is safe for concurrent use.
type Counter struct {
	requests, bytes atomic.Int64
}

// Requests returns how many requests were made, every try and every hop being one.
func (c *Counter) Requests() int { return int(c.requests.Load()) }

// Bytes returns how many bytes of bodies came, as they went over the wire (mostly compressed).
func (c *Counter) Bytes() int64 { return c.bytes.Load() }

type counterKey struct{}

// WithCounter returns a context whose requests c counts. It replaces an earlier counter.
func WithCounter(ctx context.Context, c *Counter) context.Context {
	return context.WithValue(ctx, counterKey{}, c)
}

// counterOf returns the counter of a context, or one that nobody reads.
func counterOf(ctx context.Context) *Counter {
	if c, ok := ctx.Value(counterKey{}).(*Counter); ok {
		return c
	}
	return &Counter{}
}
