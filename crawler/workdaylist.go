package crawler

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
)

const (
	workdayPage = 20   // most jobs of a page; more are refused
	workdayCap  = 2000 // what total says where there are more; pages behind it begin again with the first
)

// workdayList reads the list of a site. Its pages are sorted by date, roughly, so that a job may come twice; and only the first
// may say how many there are in all.
type workdayList struct {
	*reading
	address    string
	listed     map[string]bool
	paths      []string // of the jobs, each once, in order
	unreadable faults
}

type workdayAnswer struct {
	Total  int               `json:"total"`
	Jobs   []json.RawMessage `json:"jobPostings"`
	Facets []workdayFacet    `json:"facets"`
}

type workdayFacet struct {
	Name   string `json:"facetParameter"`
	Values []struct {
		ID    string `json:"id"`
		Count int    `json:"count"`
	} `json:"values"`
}

// read reads the whole list. Of one that is cut the parts are read, by the values of a facet (a category, a place).
func (w *workdayList) read(ctx context.Context) error {
	first, err := w.pages(ctx, nil)
	if err != nil || first.Total < workdayCap {
		return err
	}
	facet := splittingFacet(first.Facets)
	for _, value := range facet.Values {
		if _, err := w.pages(ctx, map[string][]string{facet.Name: {value.ID}}); err != nil {
			return w.later(ctx, err)
		}
	}
	if len(w.paths) <= workdayCap {
		w.note = fmt.Sprintf("the list is cut at %d jobs, and no facet parts it into shorter ones", workdayCap)
	}
	return nil
}

// splittingFacet returns the facet that parts the most jobs into lists that are not cut; the zero one if there is none.
func splittingFacet(facets []workdayFacet) (best workdayFacet) {
	most := 0
	for _, f := range facets {
		sum := 0
		for _, v := range f.Values {
			if v.ID == "" || v.Count >= workdayCap {
				sum = 0
				break
			}
			sum += v.Count
		}
		if sum > most && len(f.Values) <= 200 {
			best, most = f, sum
		}
	}
	return best
}

// pages reads the pages of a list, and returns its first answer. A list that begins again, or ends well before its total, is
// not whole.
func (w *workdayList) pages(ctx context.Context, facets map[string][]string) (*workdayAnswer, error) {
	here := map[string]bool{}
	var first *workdayAnswer
	for offset := 0; offset < workdayCap; offset += workdayPage {
		answer, err := w.page(ctx, facets, offset)
		switch {
		case err != nil && first == nil:
			return nil, err
		case err != nil:
			return first, w.later(ctx, err)
		case first == nil:
			first = answer
		}
		before := len(here)
		w.add(answer.Jobs, offset, here)
		done := offset+workdayPage >= first.Total && first.Total > 0
		if len(answer.Jobs) < workdayPage || done || len(here) == before {
			break
		}
	}
	if missing := min(first.Total, workdayCap) - len(here) - w.unreadable.n; missing*20 > first.Total {
		w.note = fmt.Sprintf("the list of %s ends after %d of %d jobs", w.address, len(here), first.Total)
	}
	return first, nil
}

// later makes a trouble with a later page one that leaves what was read.
func (w *workdayList) later(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	w.note = err.Error()
	return nil
}

// page asks for one page.
func (w *workdayList) page(ctx context.Context, facets map[string][]string, offset int) (*workdayAnswer, error) {
	if facets == nil {
		facets = map[string][]string{}
	}
	question, err := json.Marshal(map[string]any{"appliedFacets": facets, "limit": workdayPage, "offset": offset, "searchText": ""})
	if err != nil {
		return nil, err
	}
	p, err := w.post(ctx, w.address, string(question))
	if err != nil {
		return nil, err
	}
	if err := p.wantJSON(); err != nil {
		return nil, err
	}
	answer, err := parseWorkdayList(p.body)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", w.address, err)
	}
	return answer, nil
}

// parseWorkdayList understands a page of the list.
func parseWorkdayList(body []byte) (*workdayAnswer, error) {
	var answer workdayAnswer
	if err := json.Unmarshal(body, &answer); err != nil {
		return nil, answerError(err, body)
	}
	if answer.Jobs == nil {
		return nil, fmt.Errorf("no list \"jobPostings\" in the answer: %s", excerpt(body))
	}
	if len(answer.Jobs) > maxEntries {
		return nil, fmt.Errorf("a page of more than %d jobs where %d were asked for", maxEntries, workdayPage)
	}
	return &answer, nil
}

// add notes the jobs of a page. here holds those of the list that the page belongs to.
func (w *workdayList) add(jobs []json.RawMessage, offset int, here map[string]bool) {
	for i, raw := range jobs {
		var job struct {
			Path string `json:"externalPath"`
		}
		err := jobError(json.Unmarshal(raw, &job))
		if err == nil && (len(job.Path) < 2 || job.Path[0] != '/') {
			err = errors.New(".externalPath missing")
		}
		if err != nil {
			w.unreadable.add("jobPostings[%d]%v", offset+i, err)
			continue
		}
		here[job.Path] = true
		if !w.listed[job.Path] {
			w.listed[job.Path] = true
			w.paths = append(w.paths, job.Path)
		}
	}
}
