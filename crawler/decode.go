package crawler

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/htmlindex"
)

// bodyReader reads each answer whole, unpacks what is still compressed, and decodes it to UTF-8, so that everybody above
// sees text. A body that breaks off is an error of the request, and never a short text.
type bodyReader struct{ base http.RoundTripper }

// maxUnpacked is the most that a compressed body may grow to: the protocol for sitemaps allows 50 MB.
const maxUnpacked = 64 << 20

// RoundTrip implements http.RoundTripper.
func (b bodyReader) RoundTrip(req *http.Request) (*http.Response, error) {
	res, err := b.base.RoundTrip(req)
	if err != nil || res.StatusCode == http.StatusNotModified {
		return res, err
	}
	body, err := io.ReadAll(res.Body)
	res.Body.Close()
	if err != nil {
		return nil, fmt.Errorf("the answer breaks off after %d bytes: %w", len(body), err)
	}
	if bytes.HasPrefix(body, []byte{0x1f, 0x8b}) {
		if body, err = unpack(body); err != nil {
			return nil, fmt.Errorf("unpack the answer: %w", err)
		}
		res.Header.Del("Content-Encoding")
	}
	contentType := res.Header.Get("Content-Type")
	body = toUTF8(body, strings.ToLower(contentType))
	if media, rest, _ := strings.Cut(contentType, ";"); rest != "" || strings.HasPrefix(media, "text/") {
		res.Header.Set("Content-Type", media+"; charset=utf-8") // or colly would decode once more
	}
	res.Body, res.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	res.Header.Del("Content-Length")
	return res, nil
}

// unpack undoes gzip.
func unpack(body []byte) ([]byte, error) {
	z, err := gzip.NewReader(bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	out, err := io.ReadAll(io.LimitReader(z, maxUnpacked+1))
	if err == nil && len(out) > maxUnpacked {
		err = fmt.Errorf("more than %d MiB", maxUnpacked>>20)
	}
	return out, err
}

// toUTF8 decodes a body to valid UTF-8. What is valid UTF-8 already is taken for that whatever the headers claim, since
// text in another encoding is so next to never by accident, while wrong headers are common. Else the charset that the
// header or, in HTML, a meta element names decides. Without one, text that holds some UTF-8 is damaged UTF-8, and
// HTML that holds none is Windows-1252. Bytes that mean nothing become U+FFFD.
func toUTF8(body []byte, contentType string) []byte {
	declared := declaredCharset(contentType)
	if bom, name := byteOrder(body); name != "" {
		declared, body = name, body[bom:]
	}
	sevenBit := strings.HasPrefix(declared, "utf-16") || strings.HasPrefix(declared, "iso-2022")
	if utf8.Valid(body) && !sevenBit {
		return body
	}
	html := strings.Contains(contentType, "html")
	if declared == "" && (!html || hasUTF8(body)) {
		declared = "utf-8"
	}
	if declared != "" {
		if enc, err := htmlindex.Get(declared); err == nil {
			if decoded, err := enc.NewDecoder().Bytes(body); err == nil {
				return bytes.ToValidUTF8(decoded, []byte("\uFFFD"))
			}
		}
	} else {
		enc, _, _ := charset.DetermineEncoding(body, contentType)
		if decoded, err := enc.NewDecoder().Bytes(body); err == nil {
			return bytes.ToValidUTF8(decoded, []byte("\uFFFD"))
		}
	}
	return bytes.ToValidUTF8(body, []byte("\uFFFD"))
}

// declaredCharset returns the charset parameter of a content type in lower case.
func declaredCharset(contentType string) string {
	_, params, err := mime.ParseMediaType(contentType)
	if err != nil {
		return ""
	}
	return strings.ToLower(strings.TrimSpace(params["charset"]))
}

// byteOrder recognises the marks that files begin with, and returns their length and encoding.
func byteOrder(body []byte) (n int, name string) {
	switch {
	case bytes.HasPrefix(body, []byte("\xef\xbb\xbf")):
		return 3, "utf-8"
	case bytes.HasPrefix(body, []byte("\xff\xfe")):
		return 2, "utf-16le"
	case bytes.HasPrefix(body, []byte("\xfe\xff")):
		return 2, "utf-16be"
	}
	return 0, ""
}

// hasUTF8 reports whether the bytes hold at least one character of several bytes.
func hasUTF8(body []byte) bool {
	for i := 0; i < len(body); {
		r, size := utf8.DecodeRune(body[i:])
		if r != utf8.RuneError && size > 1 {
			return true
		}
		i += size
	}
	return false
}
