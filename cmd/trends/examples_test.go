package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

const examples = "../../docs/examples/"

// TestExampleCommands parses every command line of the examples and of the operator's guide as the program would.
func TestExampleCommands(t *testing.T) {
	for name, least := range map[string]int{"crontab": 2, "trends.service": 2, "github-actions.yml": 3, "Containerfile": 2, "../operations.md": 8} {
		text := readText(t, examples+name)
		lines := regexp.MustCompile("(?m)(?:^\\$ |`|/bin/|^ +|run: |-v trends:/data )trends( [a-z]+ ?[^`\n#>|&]*)").FindAllStringSubmatch(text, -1)
		if len(lines) < least {
			t.Errorf("%s: found %d command lines, want %d or more", name, len(lines), least)
		}
		for _, line := range lines {
			words := strings.TrimSuffix(line[1], " 2") // of " 2>>file"
			if err := parseCommand(strings.Fields(words)); err != nil {
				t.Errorf("%s: trends%s: %v", name, words, err)
			}
		}
	}
}

// TestExampleWorkflow reads the workflow as YAML: every step of every job runs or uses something.
func TestExampleWorkflow(t *testing.T) {
	var w struct {
		On          map[string]any    `yaml:"on"`
		Permissions map[string]string `yaml:"permissions"`
		Jobs        map[string]struct {
			RunsOn string `yaml:"runs-on"`
			Steps  []struct {
				Name, Uses, Run string
			}
		}
	}
	if err := yaml.Unmarshal([]byte(readText(t, examples+"github-actions.yml")), &w); err != nil {
		t.Fatal(err)
	}
	if w.On["schedule"] == nil || w.Permissions["contents"] != "write" || w.Jobs["crawl"].RunsOn == "" || len(w.Jobs["crawl"].Steps) < 5 {
		t.Errorf("the workflow lacks a schedule, a permission or its steps: %+v", w)
	}
	for i, s := range w.Jobs["crawl"].Steps {
		if (s.Uses == "") == (s.Run == "") {
			t.Errorf("step %d (%s) has to use or to run something", i+1, s.Name)
		}
	}
}

// TestExampleUnits lets systemd check the units, with this binary in the program's place.
func TestExampleUnits(t *testing.T) {
	analyze, err := exec.LookPath("systemd-analyze")
	if err != nil {
		t.Skip("systemd-analyze is not here")
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	var units []string
	for _, name := range []string{"trends.service", "trends.timer"} {
		text := strings.ReplaceAll(readText(t, examples+name), "/usr/local/bin/trends", self)
		unit := filepath.Join(dir, name)
		if err := os.WriteFile(unit, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		units = append(units, unit)
	}
	out, err := exec.Command(analyze, append([]string{"verify", "--man=no"}, units...)...).CombinedOutput()
	for line := range strings.Lines(string(out)) {
		if strings.Contains(line, "trends.") {
			t.Error(line)
		}
	}
	if err != nil {
		t.Logf("systemd-analyze: %v\n%s", err, out) // of units of this machine, if no line names ours
	}
}

// TestExampleContainer wants known instructions, an unprivileged user and the program as what is run.
func TestExampleContainer(t *testing.T) {
	text := readText(t, examples+"Containerfile")
	for line := range strings.Lines(text) {
		if !regexp.MustCompile(`^(#|\n|(FROM|WORKDIR|COPY|RUN|USER|VOLUME|STOPSIGNAL|ENTRYPOINT|CMD) \S)`).MatchString(line) {
			t.Errorf("not an instruction: %s", line)
		}
	}
	for _, want := range []string{"\nUSER 65532:65532\n", "\nENTRYPOINT [\"/trends\"]\n", "golang:" + goVersion(t)} {
		if !strings.Contains(text, want) {
			t.Errorf("the Containerfile lacks %q", want)
		}
	}
}

// goVersion returns the version of Go that go.mod asks for: "1.26".
func goVersion(t *testing.T) string {
	m := regexp.MustCompile(`(?m)^go (\d+\.\d+)`).FindStringSubmatch(readText(t, "../../go.mod"))
	if m == nil {
		t.Fatal("go.mod names no version")
	}
	return m[1]
}
