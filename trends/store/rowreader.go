package store

import "database/sql"

// rawRow is a row of the snapshot's query: id, source, opening, record and taxonomy, then its other facts and its tags. The texts are
// valid until the row after is asked for.
type rawRow struct {
	numbers     [5]int64
	facts, tags []byte
}

// rowReader hands rows over to another goroutine in batches, in order.
type rowReader struct {
	batch      *rowBatch
	full, free chan *rowBatch
	err        chan error // what reading them has failed with, once
}

// rowBatch is some rows with their texts one behind the other.
type rowBatch struct {
	rows []rowPlace
	text []byte
}

// rowPlace is a row whose texts end at facts and at tags in the text of its batch, and begin where the one before ends.
type rowPlace struct {
	numbers     [5]int64
	facts, tags int
}

const rowsPerBatch = 1024

// newRowReader starts a goroutine that calls read for each row added, until end.
func newRowReader(read func(r *rawRow) error) *rowReader {
	const batches = 3 // one being filled, one waiting, one being read
	rr := &rowReader{batch: &rowBatch{}, full: make(chan *rowBatch, batches), free: make(chan *rowBatch, batches), err: make(chan error, 1)}
	for range batches - 1 {
		rr.free <- &rowBatch{}
	}
	go func() {
		var failed error
		for b := range rr.full {
			if failed == nil {
				failed = b.read(read)
			}
			b.rows, b.text = b.rows[:0], b.text[:0]
			rr.free <- b
		}
		rr.err <- failed
	}()
	return rr
}

// read calls read for each row of the batch, until it fails.
func (b *rowBatch) read(read func(r *rawRow) error) error {
	begin := 0
	for i := range b.rows {
		p := &b.rows[i]
		if err := read(&rawRow{p.numbers, b.text[begin:p.facts], b.text[p.facts:p.tags]}); err != nil {
			return err
		}
		begin = p.tags
	}
	return nil
}

// begins reports whether the next row is the first of its batch.
func (rr *rowReader) begins() bool { return len(rr.batch.rows) == 0 }

// add takes over the row that rows stands on.
func (rr *rowReader) add(rows *sql.Rows) error {
	var p rowPlace
	var facts, tags sql.RawBytes
	n := &p.numbers
	if err := rows.Scan(&n[0], &n[1], &n[2], &n[3], &n[4], &facts, &tags); err != nil {
		return err
	}
	b := rr.batch
	b.text = append(b.text, facts...)
	p.facts = len(b.text)
	b.text = append(b.text, tags...)
	p.tags = len(b.text)
	if b.rows = append(b.rows, p); len(b.rows) == rowsPerBatch {
		rr.full <- b
		rr.batch = <-rr.free
	}
	return nil
}

// end waits until all rows are read, and returns the first error of reading them.
func (rr *rowReader) end() error {
	rr.full <- rr.batch
	close(rr.full)
	return <-rr.err
}
