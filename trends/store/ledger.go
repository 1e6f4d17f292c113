package store

import (
	"encoding/binary"

	"trends/trends"
)

// The ledger of a release is kept as one blob, all numbers as varints but where it says otherwise:
//
//	number of skills, their ids,
//	first month, number of ads, each: posting since the last posting, month since the first, plus 1, times 4, plus fate;
//	0, or the opening if another ad begins it, plus 1;
//	where the ad stands for an opening: hash of its text in 4 bytes;
//	where it is counted: number of skills, each: code since the last code.
//
// A month that is not known is 0. Measured on 2,400 ads of a demo it takes 24 bytes an ad. They are hashes for the most part, so zstd
// takes nothing off; it adds the checksum by which damage is noticed.
func encodeLedger(l *trends.Ledger) []byte {
	out := binary.AppendUvarint(nil, uint64(len(l.Skills)))
	for _, id := range l.Skills {
		out = appendText(out, id)
	}
	first := firstMonth(l)
	out = binary.AppendUvarint(out, uint64(first))
	out = binary.AppendUvarint(out, uint64(len(l.Ads)))
	last := int64(0)
	for i := range l.Ads {
		ad := &l.Ads[i]
		month := uint64(0)
		if ad.Month != trends.NoTime {
			month = uint64(ad.Month-first) + 1
		}
		out = binary.AppendUvarint(out, uint64(ad.Posting-last))
		out = binary.AppendUvarint(out, month*4+uint64(ad.Fate))
		opening := uint64(0)
		if ad.Opening != ad.Posting {
			opening = uint64(ad.Opening) + 1
		}
		out = binary.AppendUvarint(out, opening)
		if ad.Fate.Stands() {
			out = binary.LittleEndian.AppendUint32(out, ad.Text)
		}
		if ad.Fate == trends.FateCounted {
			out = appendCodes(out, ad.Skills)
		}
		last = ad.Posting
	}
	return out
}

// firstMonth returns the first month of a ledger, 0 if none is known.
func firstMonth(l *trends.Ledger) int32 {
	first := trends.NoTime
	for i := range l.Ads {
		if m := l.Ads[i].Month; m != trends.NoTime && (first == trends.NoTime || m < first) {
			first = m
		}
	}
	return max(first, 0)
}

// appendCodes writes ascending codes.
func appendCodes(out []byte, codes []uint16) []byte {
	out = binary.AppendUvarint(out, uint64(len(codes)))
	last := uint16(0)
	for _, code := range codes {
		out = binary.AppendUvarint(out, uint64(code-last))
		last = code
	}
	return out
}

// decodeLedger is the inverse of encodeLedger.
func decodeLedger(data []byte) (*trends.Ledger, error) {
	b := &blob{data: data}
	l := &trends.Ledger{}
	for n := b.next(); n > 0 && !b.bad; n-- {
		l.Skills = append(l.Skills, string(b.text()))
	}
	first := int32(b.next())
	last := int64(0)
	for n := b.next(); n > 0 && !b.bad; n-- {
		ad := trends.LedgerAd{Posting: last + int64(b.next()), Month: trends.NoTime}
		state := b.next()
		ad.Fate = trends.Fate(state % 4)
		if month := state / 4; month > 0 {
			ad.Month = first + int32(month) - 1
		}
		ad.Opening = ad.Posting
		if opening := b.next(); opening > 0 {
			ad.Opening = int64(opening - 1)
		}
		if ad.Fate.Stands() {
			ad.Text = binary.LittleEndian.Uint32(b.bytes(4))
		}
		if ad.Fate == trends.FateCounted {
			ad.Skills = b.codes(len(l.Skills))
		}
		last = ad.Posting
		l.Ads = append(l.Ads, ad)
	}
	if b.bad || len(b.data) > 0 {
		return nil, errRelease
	}
	return l, nil
}

// codes reads what appendCodes wrote, places in a list of the given length.
func (b *blob) codes(length int) []uint16 {
	var out []uint16
	last := uint64(0)
	for n := b.next(); n > 0 && !b.bad; n-- {
		last += min(b.next(), uint64(length))
		if last >= uint64(length) {
			b.data, b.bad = nil, true
			return nil
		}
		out = append(out, uint16(last))
	}
	return out
}
