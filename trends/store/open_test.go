package store

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func TestOpen(t *testing.T) {
	ctx := t.Context()
	tests := []struct {
		name string
		make func(t *testing.T, file string) // what is there before
		file string
		want string // part of the error; "" is none
	}{
		{"new", nil, "trends.db", ""},
		{"new, with an odd name", nil, "a b%20?mode=ro&c#d.db", ""},
		{"empty file", func(t *testing.T, file string) { write(t, file, "") }, "trends.db", ""},
		{"existing", func(t *testing.T, file string) { openFile(t, file).Close() }, "trends.db", ""},
		{"newer", func(t *testing.T, file string) {
			db := openFile(t, file)
			if _, err := db.sql.ExecContext(ctx, `INSERT INTO goose_db_version (version_id, is_applied) VALUES (99, 1)`); err != nil {
				t.Fatal(err)
			}
			db.Close()
		}, "trends.db", "version 99, and this program knows versions up to 7: use a newer trends"},
		{"a text", func(t *testing.T, file string) { write(t, file, strings.Repeat("not a database\n", 100)) }, "notes.txt", "is it a trends database?"},
		{"a database of another program", func(t *testing.T, file string) {
			db := openFile(t, file)
			for _, s := range []string{`DROP TABLE goose_db_version`, `CREATE TABLE recipes (id bigint)`} {
				if _, err := db.sql.ExecContext(ctx, s); err != nil {
					t.Fatal(err)
				}
			}
			db.Close()
		}, "kitchen.db", "is it a trends database?"},
		{"no folder", nil, "missing/trends.db", "missing"},
		{"a folder", func(t *testing.T, file string) { os.Mkdir(file, 0o755) }, "folder", "folder"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), tt.file)
			if tt.make != nil {
				tt.make(t, file)
			}
			db, err := Open(ctx, file)
			if tt.want != "" {
				if err == nil || !strings.Contains(err.Error(), tt.want) || !strings.HasPrefix(err.Error(), "open database "+file) {
					t.Fatalf("error %v, want one with %q", err, tt.want)
				}
				t.Log(err)
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			defer db.Close()
			if _, err := os.Stat(file); err != nil {
				t.Errorf("the database is not in the file named: %v", err)
			}
			for pragma, want := range map[string]int64{"foreign_keys": 1, "busy_timeout": 10000, "synchronous": 1} {
				if got := number(t, db, "PRAGMA "+pragma); got != want {
					t.Errorf("pragma %s is %d, want %d", pragma, got, want)
				}
			}
		})
	}
	for _, dsn := range []string{"postgres://localhost/trends", "postgresql://localhost/trends"} {
		if _, err := Open(ctx, dsn); err == nil || !strings.Contains(err.Error(), "PostgreSQL is not supported yet") {
			t.Errorf("open %s: %v", dsn, err)
		}
	}
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// An existing database is opened as it was, and the taxonomies with it.
func TestReopen(t *testing.T) {
	file := filepath.Join(t.TempDir(), "trends.db")
	db := openFile(t, file)
	mustSave(t, db, day(200), false, market(50, 1))
	mustSettle(t, db)
	want := stateOf(t, db)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	again, err := Open(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	wantState(t, want, stateOf(t, again))
}

func TestUnregisteredTaxonomy(t *testing.T) {
	db := openNew(t)
	it := item(ad("lever:a", "a", "we use go", day(1)))
	it.Taxonomy = "unheard of"
	if _, err := db.Save(t.Context(), day(2), false, []Item{it}); err == nil || !strings.Contains(err.Error(), "taxonomy") {
		t.Errorf("save with a taxonomy never registered: %v", err)
	}
	it = item(ad("lever:a", "a", "we use go", day(1)))
	it.Tags.Mentions[0].Skill = "cobol"
	if _, err := db.Save(t.Context(), day(2), false, []Item{item(ad("lever:a", "b", "sql", day(1))), it}); err == nil || !strings.Contains(err.Error(), `"cobol"`) {
		t.Errorf("save with a skill that the taxonomy lacks: %v", err)
	}
	if n := number(t, db, `SELECT count(*) FROM postings`); n != 0 {
		t.Errorf("%d postings kept of batches that failed", n)
	}
}

func TestLock(t *testing.T) {
	ctx := t.Context()
	file := filepath.Join(t.TempDir(), "trends.db")
	db := openFile(t, file)
	unlock, err := db.Lock(ctx, "pid 1 (first)")
	if err != nil {
		t.Fatal(err)
	}
	other := openFile(t, file)
	if _, err := other.Lock(ctx, "pid 2 (second)"); err == nil || !strings.Contains(err.Error(), "is in use by pid 1 (first)") {
		t.Errorf("second lock in this process: %v", err)
	}
	if got := child(t, "lock", file); !strings.Contains(got, "is in use by pid 1 (first)") {
		t.Errorf("second lock in another process: %q", got)
	}
	if err := unlock(); err != nil {
		t.Fatal(err)
	}
	unlock, err = other.Lock(ctx, "pid 2 (second)")
	if err != nil {
		t.Fatalf("lock after unlock: %v", err)
	}
	if err := unlock(); err != nil {
		t.Fatal(err)
	}

	cmd := childCommand(t, "hold", file)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(out).ReadString('\n'); err != nil || line != "locked\n" {
		t.Fatalf("the child says %q, error %v", line, err)
	}
	if _, err := db.Lock(ctx, "x"); err == nil || !strings.Contains(err.Error(), "is in use by the child") {
		t.Errorf("lock that another process holds: %v", err)
	}
	cmd.Process.Kill()
	cmd.Wait()
	if unlock, err = db.Lock(ctx, "x"); err != nil {
		t.Fatalf("lock after the holder was killed: %v", err)
	}
	unlock()
}

// Any number may read what one process writes.
func TestReadWhileAnotherWrites(t *testing.T) {
	file := filepath.Join(t.TempDir(), "trends.db")
	db, reader := openFile(t, file), openFile(t, file)
	mustSave(t, db, day(1), false, items(ad("lever:a", "a", "go", day(1))))
	mustSettle(t, db)
	tx, err := db.sql.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback()
	if err := addSource(t.Context(), tx, "lever:b"); err != nil {
		t.Fatal(err)
	}
	s, err := reader.Snapshot(t.Context())
	if err != nil || s.Ads.Len() != 1 || len(s.Sources) != 1 {
		t.Errorf("snapshot %+v, error %v", s, err)
	}
}

// childCommand runs this test binary as another process that does what the word says, see TestMain.
func childCommand(t testing.TB, word string, args ...string) *exec.Cmd {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0], args...)
	cmd.Env = append(os.Environ(), "TRENDS_STORE_CHILD="+word)
	cmd.Stderr = os.Stderr
	return cmd
}

func child(t testing.TB, word string, args ...string) string {
	t.Helper()
	out, err := childCommand(t, word, args...).Output()
	if err != nil {
		t.Fatalf("child %s: %v\n%s", word, err, out)
	}
	return string(out)
}
