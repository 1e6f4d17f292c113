package extract

import (
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// quickYAML reads the plain YAML that taxonomies are written in: block mappings and lists by their indent, lists and mappings in
// brackets, plain and double-quoted texts, comments. It is several times as fast as the library, whose work is most of a start
// otherwise. ok is false for anything else, be it right or wrong, and then the library decides. The nodes have what source asks of
// them: kind, value, line, children, and the tag of null.
func quickYAML(text string) (doc *yaml.Node, ok bool) {
	if !plainChars(text) {
		return nil, false
	}
	q := &quick{s: text, line: 1}
	defer func() {
		if p := recover(); p != nil {
			if p != (unusual{}) {
				panic(p)
			}
			doc, ok = nil, false
		}
	}()
	q.nextLine()
	if q.at == len(q.s) {
		return nil, false
	}
	root := q.block(-1)
	if q.at < len(q.s) {
		q.fail()
	}
	return root, true
}

// unusual is what a quick reader panics with, and recovers from, where it knows no further.
type unusual struct{}

// quick is a text being read. What it stands on has column col, from 0, and line, from 1.
type quick struct {
	s        string
	at, from int // the next byte, and the first one of its line
	line     int
}

func (q *quick) fail() { panic(unusual{}) }

// plainChars reports whether a text holds line ends and characters that YAML prints only.
func plainChars(s string) bool {
	for _, c := range s {
		switch {
		case c == '\n', c >= ' ' && c < 0x7F, c >= 0xA0 && c < 0x2028, c > 0x2029 && c < 0xFEFF, c >= 0x10000:
		default:
			return false
		}
	}
	return utf8.ValidString(s)
}

func (q *quick) col() int { return q.at - q.from }

// peek returns the byte n after the next one; a line end after the end of the text.
func (q *quick) peek(n int) byte {
	if q.at+n < len(q.s) {
		return q.s[q.at+n]
	}
	return '\n'
}

// newline steps over a line end.
func (q *quick) newline() {
	q.at++
	q.from = q.at
	q.line++
}

// spaces steps over spaces, and over a comment behind them.
func (q *quick) spaces() {
	start := q.at
	for q.at < len(q.s) && q.s[q.at] == ' ' {
		q.at++
	}
	if q.at < len(q.s) && q.s[q.at] == '#' && (q.at > start || q.col() == 0) {
		for q.at < len(q.s) && q.s[q.at] != '\n' {
			q.at++
		}
	}
}

// nextLine steps to the first character of the next line that is neither empty nor a comment; there must be nothing before it.
func (q *quick) nextLine() {
	for q.spaces(); q.at < len(q.s); q.spaces() {
		if q.s[q.at] != '\n' {
			if q.col() > 0 && strings.TrimLeft(q.s[q.from:q.at], " ") != "" {
				q.fail()
			}
			return
		}
		q.newline()
	}
}

// block reads the mapping or list that begins here, in a column to the right of its parent's.
func (q *quick) block(parent int) *yaml.Node {
	if q.at == len(q.s) || q.col() <= parent {
		q.fail()
	}
	if q.s[q.at] == '-' && q.peek(1) == ' ' {
		return q.list()
	}
	if n := q.mapping(); n != nil {
		return n
	}
	q.fail()
	return nil
}

// list reads the items "- …" that begin in this column.
func (q *quick) list() *yaml.Node {
	n, col := &yaml.Node{Kind: yaml.SequenceNode, Line: q.line}, q.col()
	for q.at < len(q.s) && q.col() == col && q.s[q.at] == '-' && q.peek(1) == ' ' {
		for q.at++; q.peek(0) == ' '; {
			q.at++
		}
		item := q.mapping()
		if item == nil {
			item = q.value(col)
		}
		n.Content = append(n.Content, item)
	}
	if q.at < len(q.s) && q.col() > col {
		q.fail()
	}
	return n
}

// mapping reads the pairs "key: value" that begin in this column; nil if none does.
func (q *quick) mapping() *yaml.Node {
	var n *yaml.Node
	for col := q.col(); q.at < len(q.s) && q.col() == col; {
		length := q.key()
		if length == 0 {
			if n != nil {
				q.fail()
			}
			return nil
		}
		if n == nil {
			n = &yaml.Node{Kind: yaml.MappingNode, Line: q.line}
		}
		n.Content = append(n.Content, q.take(length), q.value(col))
		if q.at < len(q.s) && q.col() > col {
			q.fail()
		}
	}
	return n
}

// key returns the length of the key here: letters, digits, underscores and stops before a colon; 0 if there is none.
func (q *quick) key() int {
	n := 0
	for c := q.peek(0); c|0x20 >= 'a' && c|0x20 <= 'z' || n > 0 && (c == '_' || c == '.' || c >= '0' && c <= '9'); c = q.peek(n) {
		n++
	}
	if n == 0 || n > 100 || q.peek(n) != ':' || q.peek(n+1) != ' ' && q.peek(n+1) != '\n' {
		return 0
	}
	return n
}

// take reads a key of so many bytes and its colon.
func (q *quick) take(length int) *yaml.Node {
	value := q.s[q.at : q.at+length]
	q.at += length + 1
	return &yaml.Node{Kind: yaml.ScalarNode, Line: q.line, Tag: tagOf(value), Value: value}
}

// value reads what stands after a key or dash in column col, to the start of the next line.
func (q *quick) value(col int) *yaml.Node {
	q.spaces()
	if q.peek(0) == '\n' {
		q.nextLine()
		return q.block(col)
	}
	var n *yaml.Node
	switch q.s[q.at] {
	case '[', '{', '"':
		n = q.flow()
	default:
		n = q.plain("")
	}
	q.spaces()
	if q.peek(0) != '\n' {
		q.fail()
	}
	q.nextLine()
	if q.at < len(q.s) && q.col() > col {
		q.fail() // a text of several lines
	}
	return n
}

// flow reads a list or a mapping in brackets, or a text.
func (q *quick) flow() *yaml.Node {
	switch q.peek(0) {
	case '[':
		return q.brackets(yaml.SequenceNode, ']')
	case '{':
		return q.brackets(yaml.MappingNode, '}')
	case '"':
		return q.quoted()
	}
	return q.plain(",[]{}?")
}

// brackets reads a list or mapping in brackets.
func (q *quick) brackets(kind yaml.Kind, end byte) *yaml.Node {
	n := &yaml.Node{Kind: kind, Line: q.line}
	q.at++
	for q.blank(); q.peek(0) != end; q.blank() {
		if kind == yaml.MappingNode {
			length := q.key()
			if length == 0 {
				q.fail()
			}
			n.Content = append(n.Content, q.take(length))
			q.blank()
		}
		n.Content = append(n.Content, q.flow())
		if q.blank(); q.peek(0) == ',' {
			q.at++
		} else if q.peek(0) != end {
			q.fail()
		}
	}
	q.at++
	return n
}

// blank steps over spaces, line ends and comments in brackets.
func (q *quick) blank() {
	for q.spaces(); q.peek(0) == '\n'; q.spaces() {
		if q.at >= len(q.s) {
			q.fail()
		}
		q.newline()
		if q.peek(0) != ' ' && q.peek(0) != '\n' { // brackets must be indented
			q.fail()
		}
	}
}

// plain reads a text without quotes, up to one of the characters ends, a comment or the line's end; in brackets it may go on in the
// next line.
func (q *quick) plain(ends string) *yaml.Node {
	n := &yaml.Node{Kind: yaml.ScalarNode, Line: q.line}
	if c := q.peek(0); c == '\n' || strings.IndexByte("?:,[]{}#&*!|>'\"%@`", c) >= 0 || c == '-' && !isLetter(q.peek(1)) {
		q.fail()
	}
	for {
		start := q.at
		for q.peek(0) != '\n' && strings.IndexByte(ends, q.peek(0)) < 0 {
			if c := q.peek(0); c == ':' && (q.peek(1) == ' ' || q.peek(1) == '\n') || c == '#' && q.s[q.at-1] == ' ' || c == ':' && ends != "" {
				q.fail()
			}
			q.at++
		}
		n.Value += strings.TrimRight(q.s[start:q.at], " ")
		if q.peek(0) != '\n' || ends == "" {
			break
		}
		q.continued()
		if strings.IndexByte(ends, q.peek(0)) >= 0 {
			break
		}
		n.Value += " "
	}
	if q.peek(0) == '?' {
		q.fail()
	}
	n.Tag = tagOf(n.Value)
	return n
}

// continued steps from the end of a line in brackets to the text on the next one.
func (q *quick) continued() {
	q.newline()
	for q.peek(0) == ' ' {
		q.at++
	}
	if c := q.peek(0); c == '\n' || c == '#' || q.col() == 0 {
		q.fail()
	}
}

// tagOf returns the tag of a text without quotes; source only asks for that of null.
func tagOf(value string) string {
	switch value {
	case "", "~", "null", "Null", "NULL":
		return "!!null"
	}
	return "!!str"
}

// quoted reads a text in double quotes; line ends in it are spaces.
func (q *quick) quoted() *yaml.Node {
	n := &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Line: q.line}
	var out []byte
	for q.at++; q.peek(0) != '"'; q.at++ {
		c := q.peek(0)
		switch {
		case q.at >= len(q.s), c == '\n':
			q.fail()
		case c == '\\':
			q.at++
			i := strings.IndexByte(`"\/nt`, q.peek(0))
			if i < 0 {
				q.fail()
			}
			c = "\"\\/\n\t"[i]
		}
		out = append(out, c)
	}
	q.at++
	n.Value = string(out)
	return n
}
