package crawler

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"trends/trends"
)

// fileRow is a line of a file: a posting in our own form, or an item of Hacker News' API.
type fileRow struct {
	ID          scalar     `json:"id"`
	Text        *string    `json:"text"`
	Description *string    `json:"description"`
	HTML        *string    `json:"html"`
	Title       scalar     `json:"title"`
	Company     scalar     `json:"company"`
	Location    filePlaces `json:"location"`
	URL         scalar     `json:"url"`
	PostedAt    scalar     `json:"posted_at"`
	PostedDate  scalar     `json:"posted_date"`
	Month       scalar     `json:"month"`
	Author      scalar     `json:"author"`
	Salary      filePay    `json:"salary"`

	By      scalar `json:"by"` // from here on, of items
	Time    scalar `json:"time"`
	Type    scalar `json:"type"`
	Parent  scalar `json:"parent"`
	Deleted bool   `json:"deleted"`
	Dead    bool   `json:"dead"`
}

// filePlaces is a text, or a list of them.
type filePlaces []string

// UnmarshalJSON accepts a string, a list of strings and null.
func (p *filePlaces) UnmarshalJSON(b []byte) error {
	if b[0] == '[' {
		return json.Unmarshal(b, (*[]string)(p))
	}
	var text string
	err := json.Unmarshal(b, &text)
	*p = splitPlaces(text)
	return err
}

// filePay is a pay object; anything else is ignored.
type filePay struct{ *trends.Pay }

// UnmarshalJSON accepts anything.
func (p *filePay) UnmarshalJSON(b []byte) error {
	var pay trends.Pay
	if b[0] == '{' && json.Unmarshal(b, &pay) == nil {
		p.Pay = newPay(pay.Min, pay.Max, pay.Currency, payPeriod(pay.Period))
	}
	return nil
}

// line reads one JSON line. Only an error of emit is returned.
func (f *fileReader) line(n int, text []byte) error {
	hn := f.opt.As == "hn"
	if hn && string(text) == "null" {
		return nil
	}
	if !utf8.Valid(text) {
		text = bytes.ToValidUTF8(text, []byte("\uFFFD"))
	}
	var row fileRow
	if !scanRow(text, &row, &f.buf) {
		row = fileRow{}
		if err := json.Unmarshal(text, &row); err != nil {
			f.bad(n, lineError(err))
			return nil
		}
	}
	if hn && f.skip(&row) {
		return nil
	}
	return f.row(n, &row)
}

// lineError says which field of a line is wrong.
func lineError(err error) string {
	var wrong *json.UnmarshalTypeError
	if errors.As(err, &wrong) {
		if wrong.Field == "" {
			return "line: " + article(wrong.Value) + " where an object was due"
		}
		return fmt.Sprintf("%s: %s where text was due", wrong.Field, article(wrong.Value))
	}
	return "line: not JSON: " + err.Error()
}

// skip reports whether a row is an item that is no post: deleted, dead, or the story above the posts, of which the month
// is noted.
func (f *fileReader) skip(row *fileRow) bool {
	switch {
	case row.Deleted || row.Dead || row.Text != nil && isDeleted(*row.Text):
		return true
	case row.Type != "" && row.Type != "comment":
		if month, ok := threadMonth(string(row.Title)); ok {
			f.months[string(row.ID)] = month.Format("2006-01")
		}
		return true
	}
	return row.Text == nil && row.HTML == nil && row.Description == nil && (row.Type != "" || row.By != "" || row.Time != "")
}

// row makes a posting of a row and hands it on, or reports what is wrong with it.
func (f *fileReader) row(n int, row *fileRow) error {
	p, err := f.posting(row)
	if err != nil {
		f.bad(n, err.Error())
		return nil
	}
	return f.emit(p)
}

// posting makes a posting of a row. The error names the field.
func (f *fileReader) posting(row *fileRow) (trends.Posting, error) {
	body, format, err := row.body()
	if err != nil {
		return trends.Posting{}, err
	}
	if row.ID == "" {
		return trends.Posting{}, errors.New("id: missing; every posting needs its own")
	}
	author := string(row.Author)
	if row.By != "" {
		author = string(row.By)
	}
	var p trends.Posting
	if f.opt.As == "hn" {
		p = hnPosting(f.opt.Source, string(row.ID), author, body, format)
		p.Title = firstOf(string(row.Title), p.Title)
		p.Employer = firstOf(string(row.Company), p.Employer)
	} else {
		p = trends.Posting{Source: f.opt.Source, ID: string(row.ID), Title: strings.TrimSpace(string(row.Title)), Body: body, Format: format}
		p.Employer = firstOf(string(row.Company), f.opt.Company, hidden(author))
	}
	p.URL = firstOf(string(row.URL), p.URL)
	if places := cleanPlaces(row.Location); places != nil {
		p.Places, p.Country = places, countryOf(places)
	}
	if row.Salary.Pay != nil {
		p.Pay = row.Salary.Pay
	}
	return p, f.date(row, &p)
}

// body returns the ad's text. An empty text is one; no text is none.
func (row *fileRow) body() (string, trends.Format, error) {
	switch {
	case row.HTML != nil && *row.HTML != "":
		return *row.HTML, trends.FormatHTML, nil
	case row.Text != nil && (row.By != "" || row.Time != ""):
		return *row.Text, trends.FormatHTML, nil
	case row.Text != nil:
		return *row.Text, trends.FormatText, nil
	case row.Description != nil:
		return *row.Description, trends.FormatText, nil
	case row.HTML != nil:
		return "", trends.FormatHTML, nil
	}
	return "", "", errors.New("text: missing; give the ad's words as text or html")
}

// date settles when the posting was posted and in which month it counts.
func (f *fileReader) date(row *fileRow, p *trends.Posting) error {
	when := firstOf(string(row.PostedAt), string(row.PostedDate), string(row.Time))
	p.Posted, p.Precision = parseDate(when, f.opt.Now)
	if when != "" && p.Precision == trends.PrecisionNone {
		if _, precision := parseTime(when); precision == trends.PrecisionNone {
			return fmt.Errorf("posted_at: %q is no date; use 2006-01-02 or 2006-01-02T15:04:05Z", when)
		}
	}
	month := firstOf(string(row.Month), f.months[string(row.Parent)])
	if month == "" && row.Time != "" && !p.Posted.IsZero() {
		month = p.Posted.Format("2006-01") // an item of a thread that is not in the file
	}
	if month == "" {
		return nil
	}
	first, err := time.Parse("2006-01", month)
	if err != nil {
		return fmt.Errorf("month: %q is no month; use 2006-01", month)
	}
	if p.Posted.IsZero() {
		p.Posted = first
	}
	p.Month, p.Precision = month, trends.PrecisionMonth
	return nil
}

// hidden stands for an employer of which only an author is known, without the name.
func hidden(author string) string { return strings.TrimPrefix(hnUser(author), "hn ") }
