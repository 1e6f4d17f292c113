package main

import (
	"encoding/json"
	"strconv"
	"strings"

	"trends/trends"
)

// appendTags appends the JSON of one posting's tags as a line. It writes what encoding/json would write for the type tagsJSON
// of the tests, without reflection: every run writes some kilobytes a posting.
func appendTags(b []byte, p *trends.Posting, t *trends.Tags, text string, withText bool) []byte {
	b = appendText(append(b, `{"id":`...), p.ID)
	b = appendSkills(append(b, `,"skills":[`...), t)
	b = appendTexts(append(b, `],"roles":[`...), t.Roles)
	b = appendTexts(append(b, `],"seniority":[`...), t.Seniority)
	b = appendText(append(b, `],"remote":`...), string(t.Remote))
	b = append(b, `,"salary":`...)
	if t.Pay == nil {
		b = append(b, "null"...)
	} else {
		b = appendJSON(b, t.Pay)
	}
	b = appendText(append(b, `,"scope":`...), string(t.Scope))
	if t.Language != "" {
		b = appendText(append(b, `,"language":`...), t.Language)
	}
	b = appendExcluded(append(b, `,"excluded":[`...), t.Excluded)
	b = append(b, ']')
	if withText {
		b = appendText(append(b, `,"title":`...), p.Title)
		b = appendText(append(b, `,"text":`...), text)
	}
	return append(b, "}\n"...)
}

// appendSkills appends each skill with its strongest level and its mentions.
func appendSkills(b []byte, t *trends.Tags) []byte {
	for i, s := range t.Levels() {
		b = appendText(append(comma(b, i), `{"id":`...), s.Skill)
		b = appendText(append(b, `,"level":`...), s.Level.String())
		b = append(b, `,"mentions":[`...)
		n := 0
		for j := range t.Mentions {
			m := &t.Mentions[j]
			if m.Skill != s.Skill {
				continue
			}
			b = appendPlace(append(comma(b, n), '{'), m.Start, m.End)
			b = appendText(append(b, `,"level":`...), m.Level.String())
			b = append(appendText(append(b, `,"rule":`...), m.Rule), '}')
			n++
		}
		b = append(b, "]}"...)
	}
	return b
}

func appendExcluded(b []byte, list []trends.Exclusion) []byte {
	for i := range list {
		e := &list[i]
		b = append(appendText(append(comma(b, i), `{"id":`...), e.Skill), ',')
		b = appendPlace(b, e.Start, e.End)
		b = append(appendText(append(b, `,"why":`...), e.Why), '}')
	}
	return b
}

func appendPlace(b []byte, start, end int) []byte {
	b = strconv.AppendInt(append(b, `"start":`...), int64(start), 10)
	return strconv.AppendInt(append(b, `,"end":`...), int64(end), 10)
}

func appendTexts(b []byte, list []string) []byte {
	for i, s := range list {
		b = appendText(comma(b, i), s)
	}
	return b
}

// comma appends a comma before every item but the first.
func comma(b []byte, item int) []byte {
	if item > 0 {
		b = append(b, ',')
	}
	return b
}

// appendText appends a JSON string. Texts that need an escape, or may, are left to encoding/json.
func appendText(b []byte, s string) []byte {
	for i := range len(s) {
		if !plainText[s[i]] {
			return appendJSON(b, s)
		}
	}
	b = append(b, '"')
	b = append(b, s...)
	return append(b, '"')
}

// plainText says which characters of a text need no escape for sure.
var plainText = func() (plain [256]bool) {
	for c := ' '; c <= '~'; c++ {
		plain[c] = !strings.ContainsRune(`"\<>&`, c)
	}
	return plain
}()

// appendJSON appends what encoding/json writes for v.
func appendJSON(b []byte, v any) []byte {
	text, err := json.Marshal(v)
	if err != nil {
		panic("unreachable unless v holds what JSON cannot: " + err.Error())
	}
	return append(b, text...)
}
