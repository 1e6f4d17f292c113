package data_test

import (
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trends/config"
	"trends/data"
	"trends/data/shared"
	"trends/trends"
)

// TestClaimsFrozen pins the shipped claims: they were written before data were looked at. Who changes them on purpose gives them a new
// version, and pins them anew.
func TestClaimsFrozen(t *testing.T) {
	got := claims(t, data.Claims)
	const version, hash = 1, "442cd30446267358c1a94cfbd1cb5671206045756da5f0fb48278f510cea4c09"
	if got.Version != version || got.SHA256 != hash {
		t.Errorf("claims.yaml: version %d, SHA-256 %s; frozen is version %d, %s", got.Version, got.SHA256, version, hash)
	}
}

// TestClaimsAsAgreed holds the claims against those that were agreed on.
func TestClaimsAsAgreed(t *testing.T) {
	text, err := os.ReadFile(shared.Path(t, "claims.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(claims(t, text).List, claims(t, data.Claims).List); diff != "" {
		t.Errorf("claims (-agreed +shipped):\n%s", diff)
	}
}

// claims reads a list of claims; lines, which comments move, are left out.
func claims(t *testing.T, text []byte) *trends.Claims {
	t.Helper()
	c, err := config.ParseClaims("claims.yaml", text)
	if err != nil {
		t.Fatal(err)
	}
	for i := range c.List {
		c.List[i].Line = 0
		for j := range c.List[i].Parts {
			c.List[i].Parts[j].Line = 0
		}
	}
	return c
}
