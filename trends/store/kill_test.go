package store

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"trends/trends"
)

// TestMain lets this binary be the other process of some tests.
func TestMain(m *testing.M) {
	word := os.Getenv("TRENDS_STORE_CHILD")
	if word == "" {
		os.Exit(m.Run())
	}
	if err := beChild(context.Background(), word, os.Args[1]); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}

func beChild(ctx context.Context, word, file string) error {
	db, err := Open(ctx, file)
	if err != nil {
		return err
	}
	defer db.Close()
	switch word {
	case "lock":
		_, err := db.Lock(ctx, "the child")
		fmt.Println(err)
		return nil
	case "hold":
		if _, err := db.Lock(ctx, "the child"); err != nil {
			return err
		}
		fmt.Println("locked")
		time.Sleep(time.Minute)
		return nil
	case "work":
		return work(ctx, db)
	}
	return fmt.Errorf("no such child: %s", word)
}

// work is a history of reads and imports. Run again after a crash it goes on with the step that was not noted to its end.
func work(ctx context.Context, db *DB) error {
	for _, version := range []string{tax1, tax2} {
		if err := db.RegisterTaxonomy(ctx, Taxonomy{Version: version, Skills: skillNames(), Rules: []string{"word", "other"}, Roles: []string{"engineer", "scientist"}}); err != nil {
			return err
		}
	}
	list := market(600, 9)
	for i := range 12 {
		at := day(20 + 15*i)
		var done int
		if err := db.sql.QueryRowContext(ctx, `SELECT count(*) FROM crawls WHERE source = $1 AND started = $2`, trends.Hash63("hn:thread"), instant(at)).Scan(&done); err != nil {
			return err
		}
		if done > 0 { // the last thing that a step notes; settling comes after
			continue
		}
		batch := slices.Clone(list[i*50 : i*50+50])
		for k := range batch { // texts change in time, and jobs with them
			if j := i*50 - 30 + k; k%5 == 0 && j >= 0 {
				p := list[j].Posting
				p.Body += fmt.Sprint(" rust ", i)
				batch = append(batch, item(p))
			}
		}
		if _, err := db.Save(ctx, at, false, batch); err != nil {
			return err
		}
		present := map[string][]string{}
		for _, it := range list[:i*50+50] {
			if p := it.Posting; trends.Hash63(p.ID)%12 >= int64(i) { // ads go as time passes
				present[p.Source] = append(present[p.Source], p.ID)
			}
		}
		for _, source := range []string{"greenhouse:acme", "lever:umbra", "ashby:initech", "jsonld:jobs.example.com"} {
			c := trends.Crawl{Source: source, Started: at, Ended: at, Outcome: trends.OutcomeComplete, Seen: len(present[source])}
			if _, err := db.FinishCrawl(ctx, c, []trends.Fetch{{URL: "https://example.com/" + source, ETag: fmt.Sprint(i)}}, present[source]); err != nil {
				return err
			}
		}
		for _, source := range []string{"archive", "hn:thread"} {
			c := trends.Crawl{Source: source, Started: at, Ended: at, Outcome: trends.OutcomeComplete, From: "2026-01", To: trends.MonthName(trends.MonthOf(at))}
			if err := db.FinishImport(ctx, c); err != nil {
				return err
			}
		}
		if err := db.Settle(ctx); err != nil {
			return err
		}
	}
	return db.Settle(ctx)
}

func TestKill(t *testing.T) {
	if testing.Short() {
		t.Skip("runs and kills some dozen processes")
	}
	calm := filepath.Join(t.TempDir(), "calm.db")
	begin := time.Now()
	child(t, "work", calm)
	whole := time.Since(begin)
	want := stateOf(t, openFile(t, calm))

	r := rand.New(rand.NewPCG(1, 1))
	for round := range 4 {
		file := filepath.Join(t.TempDir(), fmt.Sprintf("killed%d.db", round))
		for range 3 {
			cmd := childCommand(t, "work", file)
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			time.Sleep(whole/20 + time.Duration(r.Int64N(int64(whole))))
			cmd.Process.Kill()
			cmd.Wait()
		}
		child(t, "work", file)
		db := openFile(t, file)
		wantState(t, want, stateOf(t, db))
		sameAsRecount(t, db, fmt.Sprintf("after round %d", round))
		if n := number(t, db, `SELECT count(*) FROM postings WHERE opening < 0`); n != 0 {
			t.Errorf("%d postings are not joined", n)
		}
	}
}
