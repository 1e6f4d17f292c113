package crawler

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
)

// eachElement calls do for every element of that name in an XML answer whose outermost element is root. An element that cannot
// be decoded is do's to report; an answer that is no XML, breaks off or is something else is an error.
//
// Only the entities of XML itself are known. One that a document defines for itself, which could be made to grow without end
// or to name a file, is an error.
func eachElement(body []byte, root, name string, do func(i int, decode func(any) error)) error {
	dec := xml.NewDecoder(bytes.NewReader(body))
	dec.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil } // decoded before
	inside := false
	for n := 0; ; {
		token, err := dec.Token()
		switch {
		case err == io.EOF && inside:
			return nil
		case err == io.EOF:
			return fmt.Errorf("no <%s> in the answer: %s", root, excerpt(body))
		case err != nil:
			return xmlError(err, body)
		}
		start, ok := token.(xml.StartElement)
		switch {
		case !ok:
		case !inside && start.Name.Local != root:
			return fmt.Errorf("<%s> came where <%s> was due: %s", start.Name.Local, root, excerpt(body))
		case !inside:
			inside = true
		case start.Name.Local == name && n == maxEntries:
			return fmt.Errorf("a list of more than %d entries, which no board has: %s", maxEntries, excerpt(body))
		case start.Name.Local == name:
			var broken error
			do(n, func(v any) error {
				err := dec.DecodeElement(v, &start)
				var syntax *xml.SyntaxError
				if errors.As(err, &syntax) || errors.Is(err, io.ErrUnexpectedEOF) {
					broken = err
				}
				return err
			})
			if broken != nil {
				return xmlError(broken, body)
			}
			n++
		}
	}
}

// xmlError says where a broken answer breaks.
func xmlError(err error, body []byte) error {
	var syntax *xml.SyntaxError
	if errors.As(err, &syntax) && syntax.Msg == "unexpected EOF" || errors.Is(err, io.ErrUnexpectedEOF) {
		return fmt.Errorf("the answer breaks off after %d bytes", len(body))
	}
	return fmt.Errorf("the answer is not the XML that was expected: %w", err)
}
