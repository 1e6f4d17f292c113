package polite

import (
	"fmt"
	"time"
)

// RefusedError is a request that was not made because it must not be: forbidden by robots.txt, or to an address that is
// never asked. Asking again is of no use. Where robots.txt could not be read, it is asked for again after an hour.
type RefusedError struct {
	URL    string
	Reason string // why, for the user
	Rule   string // the line of robots.txt; "" if it was none
}

func (e *RefusedError) Error() string { return fmt.Sprintf("%s was not asked: %s", e.URL, e.Reason) }

// ParkedError is a request that was not made, or not again, because its backend wants to be left alone for longer than
// anybody waits.
type ParkedError struct {
	Backend string
	Until   time.Time // by the Transport's clock
	URL     string
}

func (e *ParkedError) Error() string {
	return fmt.Sprintf("%s was not asked: %s sent Retry-After, to be left alone until %s; read it after that",
		e.URL, e.Backend, e.Until.UTC().Format("2006-01-02 15:04:05 UTC"))
}

// TooLargeError is an answer of more bytes than may be; what was read of it is not whole.
type TooLargeError struct {
	URL   string
	Limit int64 // bytes, unpacked
}

func (e *TooLargeError) Error() string {
	return fmt.Sprintf("%s answered more than %d bytes, and the rest was left unread; narrow the address, or raise the limit", e.URL, e.Limit)
}
