package store

import (
	"bytes"
	"encoding/binary"
	"math"
	"slices"
	"strconv"

	"trends/trends"
)

// statedPay is a pay as a row or a blob holds it.
type statedPay struct {
	min, max float64
	period   int // in trends.PayPeriods
	currency []byte
}

// pay reads the pay at the end of a blob.
func (b *blob) pay() (p statedPay, stated bool) {
	if b.next() != 1 {
		return p, false
	}
	p.min = math.Float64frombits(binary.LittleEndian.Uint64(b.bytes(8)))
	p.max = math.Float64frombits(binary.LittleEndian.Uint64(b.bytes(8)))
	period, size := b.next(), b.next()
	p.currency = b.bytes(int(min(size, longestCurrency)))
	p.period = int(min(period, uint64(len(trends.PayPeriods())-1)))
	return p, true
}

// structuredPay is an SQL expression: the pay that a field of the source states, "min;max;period;currency"; ” if it has none.
const structuredPay = `CASE WHEN pay_min = 0 AND pay_max = 0 THEN ''
	ELSE concat_ws(';', pay_min, pay_max, pay_period, pay_currency) END`

// parsePay reads what structuredPay writes.
func parsePay(text []byte) (p statedPay, stated bool) {
	if len(text) == 0 {
		return p, false
	}
	var f [3][]byte
	for i := range f {
		f[i], text, _ = bytes.Cut(text, []byte{';'})
	}
	p.min, _ = strconv.ParseFloat(string(f[0]), 64) // a database writes numbers that can be read
	p.max, _ = strconv.ParseFloat(string(f[1]), 64)
	p.period, p.currency = max(0, slices.Index(trends.PayPeriods(), string(f[2]))), text
	return p, true
}

// pay adds what the ad states to the columns: the field of its source where it has one, else its text (as trends.BasePay).
// b is the ad's blob, read up to its exclusions.
func (l *loader) pay(structured []byte, b *blob, v *view) error {
	p, stated := parsePay(structured)
	if !stated {
		for n := b.next(); n > 0 && !b.bad; n-- {
			b.mention(8, v.decides, len(v.skill))
		}
		p, _ = b.pay()
	}
	a := &l.s.Ads
	a.PayMin, a.PayMax = append(a.PayMin, float32(p.min)), append(a.PayMax, float32(p.max))
	a.PayPeriod, a.Currency = append(a.PayPeriod, uint8(p.period)), append(a.Currency, codeOf(l.currency, p.currency))
	if b.bad {
		return errBlob
	}
	return nil
}
