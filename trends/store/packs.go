package store

import (
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"sync"

	"github.com/klauspost/compress/zstd"

	"trends/trends"
)

// Texts are kept in packs: the texts of one save, about 32 KB together, compressed as one. Measured on posts of 1.1 KB, a pack takes 42 %
// of their size where each text alone takes 58 %, and a database page holds it with less loss; compressing costs 9 µs a text, reading
// all texts in order 1 µs, and reading a single one 45 µs.
//
// A pack is a zstd frame of: the number of texts; for each the posting's id (8 bytes), the number of the pack that holds the text
// that was stored before it (0 is none) and the length, both as varints; then the texts. So each version of a posting's text leads
// to the one before, and a posting that goes back to an old text points there again.
const packSize = 32 << 10

// coder compresses and expands; it may be used by several goroutines.
type coder struct {
	once sync.Once
	enc  *zstd.Encoder
	dec  *zstd.Decoder
}

var zstandard coder

func (c *coder) init() {
	c.once.Do(func() {
		var err error
		if c.enc, err = zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedDefault), zstd.WithEncoderConcurrency(1)); err != nil {
			panic("unreachable unless the options are wrong: " + err.Error())
		}
		if c.dec, err = zstd.NewReader(nil, zstd.WithDecoderConcurrency(0)); err != nil {
			panic("unreachable unless the options are wrong: " + err.Error())
		}
	})
}

func compress(b []byte) []byte {
	zstandard.init()
	return zstandard.enc.EncodeAll(b, []byte{})
}

func expand(data []byte) ([]byte, error) {
	zstandard.init()
	return zstandard.dec.DecodeAll(data, nil)
}

// packer packs new texts.
type packer struct {
	number     int64 // of the open pack
	head, text []byte
	texts      int
	rows       []any // pack, texts, data
}

// begin numbers packs after those that are there.
func (p *packer) begin(ctx context.Context, q querier) error {
	return q.QueryRowContext(ctx, `SELECT coalesce(max(pack), 0) + 1 FROM bodies`).Scan(&p.number)
}

// add puts a text into the open pack, and returns its number.
func (p *packer) add(posting, previous int64, text string) int64 {
	p.head = binary.BigEndian.AppendUint64(p.head, uint64(posting))
	p.head = binary.AppendUvarint(p.head, uint64(previous))
	p.head = binary.AppendUvarint(p.head, uint64(len(text)))
	p.text = append(p.text, text...)
	p.texts++
	number := p.number
	if len(p.text) >= packSize {
		p.end()
	}
	return number
}

// end compresses the open pack and opens the next.
func (p *packer) end() {
	if p.texts == 0 {
		return
	}
	plain := binary.AppendUvarint(nil, uint64(p.texts))
	plain = append(append(plain, p.head...), p.text...)
	p.rows = append(p.rows, p.number, p.texts, compress(plain))
	p.number, p.texts, p.head, p.text = p.number+1, 0, p.head[:0], p.text[:0]
}

// flush writes the packs.
func (p *packer) flush(ctx context.Context, tx *sql.Tx, seen string) error {
	p.end()
	for row := range slices.Chunk(p.rows, 3) {
		if _, err := tx.ExecContext(ctx, `INSERT INTO bodies (pack, seen, texts, data) VALUES ($1, $2, $3, $4)`, row[0], seen, row[1], row[2]); err != nil {
			return err
		}
	}
	return nil
}

// version is one text of a posting.
type version struct {
	posting  int64
	previous int64 // pack of the one stored before
	text     []byte
}

var errPack = errors.New("a pack of stored texts is damaged")

// unpack expands a pack. The texts share their memory.
func unpack(data []byte) ([]version, error) {
	plain, err := expand(data)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errPack, err)
	}
	b := &blob{data: plain}
	n := b.next()
	if n > uint64(len(plain)) {
		return nil, errPack
	}
	out := make([]version, n)
	lengths := make([]uint64, n)
	for i := range out {
		out[i].posting = int64(binary.BigEndian.Uint64(b.bytes(8)))
		out[i].previous, lengths[i] = int64(b.next()), b.next()
		if lengths[i] > uint64(len(plain)) {
			return nil, errPack
		}
	}
	for i := range out {
		out[i].text = b.bytes(int(lengths[i]))
	}
	if b.bad || len(b.data) > 0 {
		return nil, errPack
	}
	return out, nil
}

// packsByNumber calls f for the packs with the numbers, which it sorts.
func packsByNumber(ctx context.Context, q querier, numbers []int64, f func(pack int64, texts []version) error) error {
	slices.Sort(numbers)
	return inPortions(slices.Compact(numbers), func(list string, args []any) error {
		return each(ctx, q, `SELECT pack, data FROM bodies WHERE pack IN `+list+` ORDER BY pack`, args, func(rows *sql.Rows) error {
			var number int64
			var data sql.RawBytes
			if err := rows.Scan(&number, &data); err != nil {
				return err
			}
			texts, err := unpack(data)
			if err != nil {
				return fmt.Errorf("pack %d: %w", number, err)
			}
			return f(number, texts)
		})
	})
}

// earlier returns the pack that holds a text of the posting with the hash, going back from the one stored last; 0 if none does.
func earlier(ctx context.Context, q querier, posting, pack, hash int64) (int64, error) {
	for pack != 0 {
		at := pack
		pack = 0
		found := false
		err := packsByNumber(ctx, q, []int64{at}, func(_ int64, texts []version) error {
			for i := range texts {
				if texts[i].posting == posting {
					found, pack = trends.Hash63(string(texts[i].text)) == hash, texts[i].previous
				}
			}
			return nil
		})
		if err != nil || found {
			return at, err
		}
	}
	return 0, nil
}

// place says where the current text of a posting is.
type place struct{ posting, pack int64 }

// currentTexts returns the texts at the places, by posting.
func currentTexts(ctx context.Context, q querier, places []place) (map[int64]string, error) {
	out := make(map[int64]string, len(places))
	at := make(map[place]bool, len(places))
	numbers := make([]int64, len(places))
	for i, p := range places {
		at[p], numbers[i] = true, p.pack
	}
	err := packsByNumber(ctx, q, numbers, func(pack int64, texts []version) error {
		for _, v := range texts {
			if at[place{v.posting, pack}] {
				out[v.posting] = string(v.text)
			}
		}
		return nil
	})
	if err == nil && len(out) < len(at) {
		err = fmt.Errorf("%d of %d texts: %w", len(at)-len(out), len(at), errPack)
	}
	return out, err
}
