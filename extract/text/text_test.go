package text_test

import (
	"testing"

	"trends/extract/text"
)

func TestFromHTML(t *testing.T) {
	for _, tt := range []struct{ name, html, want string }{
		{"paragraphs", "<p>One</p><p>Two</p>", "One\n\nTwo"},
		{"unclosed paragraphs", "One<p>Two<p>Three", "One\n\nTwo\n\nThree"},
		{"breaks", "One<br>Two<br/>Three<br><br><br>Four", "One\nTwo\nThree\n\nFour"},
		{"list", "Wanted:<ul><li>Go</li><li>Rust</li></ul>End", "Wanted:\n\n- Go\n- Rust\n\nEnd"},
		{"list with paragraphs", "<ul><li><p>Go</p></li><li><p>Rust</p></li></ul>", "- Go\n- Rust"},
		{"unclosed items", "<ul><li>Go<li>Rust</ul>", "- Go\n- Rust"},
		{"table", "<table><tr><td>Pay</td><td>$1</td></tr><tr><td>Place</td><td>Berlin</td></tr></table>", "Pay | $1\nPlace | Berlin"},
		{"inline", "We <b>use</b> <i>Go</i>lang", "We use Golang"},
		{"dropped", "a<script>x</script><style>y</style><!-- z --><svg><text>s</text></svg><iframe>f</iframe>b", "ab"},
		{"self-closed", "a<svg/>b", "ab"},
		{"entities", "R&amp;D&nbsp;&lt; 5 &euro; &#x2F; &rsquo;", "R&D < 5 € / ’"},
		{"no-break spaces", "a\u00a0\u00a0b\u200bc", "a bc"},
		{"escaped once", "&lt;p&gt;One&lt;/p&gt;&lt;p&gt;Two &amp;amp; more&lt;/p&gt;", "One\n\nTwo & more"},
		{"escaped twice", "&amp;lt;p&amp;gt;One&amp;lt;/p&amp;gt;&amp;lt;p&amp;gt;Two", "One\n\nTwo"},
		{"headings", "<h2>About</h2><div>Text</div><div>More</div>", "About\n\nText\nMore"},
		{"spaces", "  a \n\t b  \r\n c ", "a b c"},
		{"pre", "<pre>a\nb</pre>c", "a\nb\n\nc"},
		{"plain", "just text", "just text"},
		{"head", "<html><head><title>T</title></head><body>B</body></html>", "B"},
		{"empty", "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := text.FromHTML(tt.html); got != tt.want {
				t.Errorf("text of %q:\n%q, want\n%q", tt.html, got, tt.want)
			}
		})
	}
}
