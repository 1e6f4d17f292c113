package trends_test

import (
	"strings"
	"testing"

	"trends/trends"
)

// TestEmployerKey: names on one line are one employer, those on different lines are different ones.
func TestEmployerKey(t *testing.T) {
	for _, c := range []struct{ want, names string }{
		{"", ` | - | "" | …`},
		{"example", "Example | EXAMPLE | example. | Example, Inc. | Example Inc | EXAMPLE INCORPORATED | The Example Company | The Example Co. Ltd"},
		{"example", "Example LLC | Example L.L.C. | Example Corp. | Example Corporation | Example PLC | Example L.P. | Example, P.B.C."},
		{"example", "Example™ | Example® Inc. | Example.com | Example.com, Inc. | Example (YC W24) | Example, Inc. (YC S9) | Éxample | Ｅｘａｍｐｌｅ"},
		{"example", "Example Pty Ltd | Example Pty. Ltd. | Example Pte. Ltd. | Example Pvt Ltd | Example Private Limited | Example Sdn. Bhd. | PT Example Tbk"},
		{"beispiel", "Beispiel GmbH | Beispiel mbH | Beispiel AG | Beispiel SE | Beispiel KGaA | Beispiel GmbH & Co. KG | Beispiel UG (haftungsbeschränkt) | Beispiel e.V."},
		{"voorbeeld", "Voorbeeld B.V. | Voorbeeld BV | Voorbeeld N.V. | Voorbeeld BVBA | Voorbeeld VOF"},
		{"exemple", "Exemple S.A.S. | Exemple SAS | Exemple SARL | Exemple S.à r.l. | Exemple SASU | Exemple S.A."},
		{"esempio", "Esempio S.p.A. | Esempio S.r.l. | Esempio SpA"},
		{"ejemplo", "Ejemplo S.L. | Ejemplo SLU | Ejemplo, S.A. de C.V. | Ejemplo S. de R.L. de C.V."},
		{"exemplo", "Exemplo Ltda. | Exemplo Lda | Exemplo S/A | Exemplo EIRELI"},
		{"exempel", "Exempel AB | Exempel A/S | Exempel ApS | Exempel AS | Exempel ASA | Exempel Oy | Exempel Oyj"},
		{"przyklad", "Przykład Sp. z o.o. | Przykład Sp. z o. o. | PRZYKŁAD S.A."},
		{"priklad", "Příklad s.r.o. | Příklad a.s. | Priklad d.o.o. | Priklad Kft. | Priklad OÜ | Priklad UAB"},
		{"primer", "OOO Primer | Primer OOO | Primer JSC | Primer FZ-LLC"},
		{"пример", "ООО Пример | ООО «Пример»"},
		{"例", "株式会社 例 | 例株式会社 | 例 K.K."},
		{"muller", "Müller | Müller AG | MÜLLER GmbH"},
		{"rock and roll labs", "Rock & Roll Labs | Rock and Roll Labs, Inc."},
		{"example labs", "Example Labs | Example Labs Ltd"},
		{"example group", "Example Group | Example Group plc"},
		{"example ai", "Example AI | Example.ai | Example AI, Inc."},
		{"jp example", "J.P. Example | JP Example"},
		{"exampleco", "ExampleCo | EXAMPLECO Inc"},
		{"examples", "Example's | Example’s"},
		{"co", "Co | Co. Inc. | The Co"},
		{"c++ example", "C++ Example"},
	} {
		for name := range strings.SplitSeq(c.names, " | ") {
			if got := trends.EmployerKey(name); got != c.want {
				t.Errorf("EmployerKey(%q) = %q, want %q", name, got, c.want)
			}
		}
	}
}

func FuzzEmployerKey(f *testing.F) {
	f.Add("The Example Co. Ltd (YC W24)")
	f.Add("株式会社Ａ™")
	f.Fuzz(func(t *testing.T, name string) {
		key := trends.EmployerKey(name)
		if key != strings.ToLower(key) || key != strings.Join(strings.Fields(key), " ") {
			t.Errorf("EmployerKey(%q) = %q", name, key)
		}
	})
}
