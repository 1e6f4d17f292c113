package store

import (
	"bytes"
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"

	"trends/trends"
)

// Snapshot loads everything that statistics need, in one scan. The result depends on the rows alone, not on the order they came in.
func (db *DB) Snapshot(ctx context.Context) (*trends.Snapshot, error) {
	l := &loader{s: &trends.Snapshot{}, source: map[int64]uint16{}, names: map[string]int{"": 0}, spelled: []string{""}, count: []int{0},
		country: map[string]uint16{"": 0}, currency: map[string]uint16{"": 0}}
	err := db.read(ctx, func(q querier) error { return l.load(ctx, db, q) })
	if err != nil {
		return nil, fmt.Errorf("read database %s: %w", db.name, err)
	}
	l.settleEmployers()
	l.s.Countries = settleCodes(l.country, l.s.Ads.Country)
	l.s.Currencies = settleCodes(l.currency, l.s.Ads.Currency)
	return l.s, nil
}

// loader fills a snapshot.
type loader struct {
	s        *trends.Snapshot
	source   map[int64]uint16
	names    map[string]int // employer as delivered → number, in order of appearance
	spelled  []string       // by number
	count    []int          // by number: how often
	country  map[string]uint16
	currency map[string]uint16
	books    map[int64]*view
	version  map[int64]string // of each book
	newest   int64
	perBook  map[int64]int
	same     map[int64]int64 // by taxonomy: the one whose tags its own have been found to be
}

// view is a codebook seen from a snapshot: its codes become the snapshot's.
type view struct {
	skill   []uint16
	role    []uint32 // bit
	decides []usual  // as in codebook
}

func (l *loader) load(ctx context.Context, db *DB, q querier) error {
	if err := l.loadSources(ctx, q); err != nil {
		return err
	}
	if err := l.loadBooks(ctx, db, q); err != nil {
		return err
	}
	var n int
	if err := q.QueryRowContext(ctx, `SELECT count(*) FROM postings`).Scan(&n); err != nil {
		return err
	}
	l.grow(n)
	// The rows come as they are stored: asked for in order of id, SQLite would look each up at a random place, which takes four times as
	// long. Short values come as one, since each column costs, and each joining operator; none but the last has a comma. A context that
	// can end is asked here, now and then: the driver would guard each step.
	// One goroutine steps through the rows while another reads what they say: each takes half of the time.
	decode := newRowReader(l.row)
	err := each(context.WithoutCancel(ctx), q, `SELECT id, source, opening, record, taxonomy,
		concat_ws(',', month, posted, first_seen, closed, missed, absence, scope, remote, last_seen, country, `+structuredPay+`, employer), tags
		FROM postings`, nil, func(rows *sql.Rows) error {
		if decode.begins() && ctx.Err() != nil {
			return ctx.Err()
		}
		return decode.add(rows)
	})
	if err := errors.Join(err, decode.end()); err != nil {
		return err
	}
	l.sort()
	most := 0
	for id, n := range l.perBook {
		if n > most || n == most && id < l.newest {
			most, l.newest = n, id
		}
	}
	for id, n := range l.perBook {
		if id != l.newest {
			l.s.Stale += n
		}
	}
	l.s.Taxonomy = l.version[l.newest]
	l.s.Readings, err = readings(ctx, q, l.s.Taxonomy)
	return err
}

func (l *loader) loadSources(ctx context.Context, q querier) error {
	crawls, err := crawlsBySource(ctx, q)
	if err != nil {
		return err
	}
	return each(ctx, q, `SELECT id, key, kind FROM sources ORDER BY key`, nil, func(rows *sql.Rows) error {
		var id int64
		var s trends.SourceState
		err := rows.Scan(&id, &s.Key, &s.Kind)
		s.Crawls = crawls[id]
		l.source[id] = uint16(len(l.s.Sources))
		l.s.Sources = append(l.s.Sources, s)
		return err
	})
}

// loadBooks builds the snapshot's lists of skills and roles out of all taxonomies in use.
func (l *loader) loadBooks(ctx context.Context, db *DB, q querier) error {
	books, err := db.allCodebooks(ctx, q)
	if err != nil {
		return err
	}
	skills := map[string]bool{}
	for _, b := range books {
		for _, id := range b.skills {
			skills[id] = true
		}
		for _, id := range b.roles {
			if !slices.Contains(l.s.Roles, id) {
				l.s.Roles = append(l.s.Roles, id)
			}
		}
	}
	l.same = map[int64]int64{}
	err = each(ctx, q, `SELECT id, CASE WHEN same_as = 0 THEN id ELSE same_as END FROM taxonomies`, nil, func(rows *sql.Rows) error {
		var id, same int64
		err := rows.Scan(&id, &same)
		l.same[id] = same
		return err
	})
	if err != nil {
		return err
	}
	for id := range skills {
		l.s.Skills = append(l.s.Skills, id)
	}
	slices.Sort(l.s.Skills)
	slices.Sort(l.s.Roles)
	l.books, l.version, l.perBook = map[int64]*view{}, map[int64]string{}, map[int64]int{}
	for key, b := range books {
		v := &view{decides: b.decides}
		for _, id := range b.skills {
			code, _ := slices.BinarySearch(l.s.Skills, id)
			v.skill = append(v.skill, uint16(code))
		}
		for _, id := range b.roles {
			v.role = append(v.role, 1<<slices.Index(l.s.Roles, id))
		}
		l.books[key], l.version[key] = v, b.version
	}
	return nil
}

// row adds one posting.
func (l *loader) row(r *rawRow) error {
	id, source, opening, record, taxonomy := r.numbers[0], r.numbers[1], r.numbers[2], r.numbers[3], r.numbers[4]
	facts, data := r.facts, r.tags
	// month, posted, first_seen, closed, missed, absence, scope, remote, last_seen, country, pay; what is left is the employer, who may
	// have commas
	var f [11][]byte
	for i := range f {
		f[i], facts, _ = bytes.Cut(facts, []byte{','})
	}
	if opening < 0 { // it waits to be joined again: until then it stays where it was
		opening = -opening
	}
	a := &l.s.Ads
	a.Posting, a.Source, a.Employer = append(a.Posting, id), append(a.Source, l.source[source]), append(a.Employer, l.employer(facts))
	a.Month, a.Posted, a.FirstSeen = append(a.Month, monthOf(f[0])), append(a.Posted, dayOf(f[1])), append(a.FirstSeen, dayOf(f[2]))
	closed := f[3]
	if len(closed) == 0 {
		closed = f[4]
	}
	a.Closed, a.LastSeen = append(a.Closed, dayOf(closed)), append(a.LastSeen, dayOf(f[8]))
	a.Opening, a.Record, a.Absence = append(a.Opening, opening), append(a.Record, record), append(a.Absence, absenceOf(f[5]))
	a.ML, a.Country = append(a.ML, string(f[6]) == string(trends.ScopeML)), append(a.Country, codeOf(l.country, f[9]))
	a.Start = append(a.Start, uint32(len(a.Skill)))
	l.perBook[l.same[taxonomy]]++
	b := &blob{data: data}
	if err := l.tags(b, string(f[7]), l.books[taxonomy]); err != nil {
		return err
	}
	return l.pay(f[10], b, l.books[taxonomy])
}

// tags adds what a blob says, up to its exclusions; see blob.go for its form.
func (l *loader) tags(b *blob, structured string, v *view) error {
	a := &l.s.Ads
	remote, seniority := b.next(), b.next()
	if i := slices.Index(trends.Remotes(), trends.Remote(structured)); i >= 0 && structured != "" {
		remote = uint64(i)
	}
	var roles uint32
	for n := b.next(); n > 0 && !b.bad; n-- {
		if code := b.next(); code < uint64(len(v.role)) {
			roles |= v.role[code]
		}
	}
	a.Roles, a.Seniority, a.Remote = append(a.Roles, roles), append(a.Seniority, uint8(seniority)), append(a.Remote, uint8(remote))
	begin := len(a.Skill)
	for n := b.next(); n > 0 && !b.bad; n-- {
		_, on, level, _ := b.mention(4, v.decides, len(v.skill))
		if on.skill < 0 {
			return errBlob
		}
		l.skill(begin, v.skill[on.skill], uint8(level))
	}
	if b.bad {
		return errBlob
	}
	return nil
}

// skill puts a skill in its place among those of the ad that begins at begin, at its strongest level.
func (l *loader) skill(begin int, skill uint16, level uint8) {
	a := &l.s.Ads
	i := len(a.Skill)
	for i > begin && a.Skill[i-1] > skill {
		i--
	}
	if i > begin && a.Skill[i-1] == skill {
		a.Level[i-1] = max(a.Level[i-1], level)
		return
	}
	a.Skill, a.Level = append(a.Skill, 0), append(a.Level, 0)
	copy(a.Skill[i+1:], a.Skill[i:])
	copy(a.Level[i+1:], a.Level[i:])
	a.Skill[i], a.Level[i] = skill, level
}

// employer returns the number of a name as delivered.
func (l *loader) employer(name []byte) uint32 {
	n, ok := l.names[string(name)] // no copy is made for looking it up
	if !ok {
		n = len(l.spelled)
		l.names[string(name)] = n
		l.spelled, l.count = append(l.spelled, string(name)), append(l.count, 0)
	}
	l.count[n]++
	return uint32(n)
}

// codeOf returns the number of a short name, in order of appearance.
func codeOf(codes map[string]uint16, name []byte) uint16 {
	n, ok := codes[string(name)]
	if !ok {
		n = uint16(len(codes))
		codes[string(name)] = n
	}
	return n
}

// settleCodes sorts the names, and makes the numbers of a column places among them.
func settleCodes(codes map[string]uint16, column []uint16) []string {
	names := slices.Sorted(maps.Keys(codes))
	place := make([]uint16, len(names))
	for i, name := range names {
		place[codes[name]] = uint16(i)
	}
	for i, n := range column {
		column[i] = place[n]
	}
	return names
}

// settleEmployers replaces numbers of names by places in the sorted list of employers.
func (l *loader) settleEmployers() {
	best := map[string]int{} // key → number of the most frequent spelling
	keys := make([]string, len(l.spelled))
	for n, name := range l.spelled {
		key := trends.EmployerKey(name)
		keys[n] = key
		old, ok := best[key]
		if !ok || l.count[n] > l.count[old] || l.count[n] == l.count[old] && name < l.spelled[old] {
			best[key] = n
		}
	}
	best[""] = 0
	for key, n := range best {
		l.s.Employers = append(l.s.Employers, trends.Employer{Key: key, Name: l.spelled[n]})
	}
	slices.SortFunc(l.s.Employers, func(a, b trends.Employer) int { return cmp.Compare(a.Key, b.Key) })
	place := map[string]uint32{}
	for i, e := range l.s.Employers {
		place[e.Key] = uint32(i)
	}
	for i, n := range l.s.Ads.Employer {
		l.s.Ads.Employer[i] = place[keys[n]]
	}
}
