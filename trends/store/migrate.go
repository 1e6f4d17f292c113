package store

import (
	"context"
	"embed"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"
)

//go:embed migrations/*.sql
var migrations embed.FS

// migrate brings the schema up to date. A database of a newer program is refused, since an older one would damage it.
func (db *DB) migrate(ctx context.Context) error {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		panic("unreachable unless the folder is not embedded: " + err.Error())
	}
	provider, err := goose.NewProvider(goose.DialectSQLite3, db.sql, files)
	if err != nil {
		return err
	}
	current, target, err := provider.GetVersions(ctx)
	if err != nil {
		return fmt.Errorf("read its version (is it a trends database?): %w", err)
	}
	if current > target {
		return fmt.Errorf("it has version %d, and this program knows versions up to %d: use a newer trends, or another --db", current, target)
	}
	if current == target {
		return nil
	}
	if current == 0 {
		var name string
		err := db.sql.QueryRowContext(ctx, `SELECT coalesce(min(name), '') FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'goose%' AND name NOT LIKE 'sqlite%'`).Scan(&name)
		if err != nil {
			return err
		}
		if name != "" {
			return fmt.Errorf("it holds a table %q of another program (is it a trends database?)", name)
		}
	}
	if _, err := provider.Up(ctx); err != nil {
		return fmt.Errorf("migrate from version %d to %d: %w", current, target, err)
	}
	return nil
}
