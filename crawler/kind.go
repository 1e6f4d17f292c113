package crawler

import "context"

// kind is what the crawler has to know about one kind of source. Every kind has a file that returns its own: adding one is
// that file, its line in kindOf and in Kinds, and an archive in testdata.
type kind struct {
	check func(Source) error                    // what Validate has to say about the fields that only this kind uses
	plan  func(Source) []string                 // the addresses that a read begins with
	read  func(context.Context, *reading) error // reads the source into the reading
	hosts []string                              // registrable domains of the vendor, to which a redirect may lead

	newest bool // the source shows its newest ads only: see newestList
}

// Kinds returns the names of all kinds of sources, sorted.
func Kinds() []string {
	return []string{
		"arbeitnow",
		"ashby",
		"bamboohr",
		"breezy",
		"feed",
		"file",
		"greenhouse",
		"himalayas",
		"hn",
		"jobicy",
		"jsonld",
		"lever",
		"muse",
		"personio",
		"pinpoint",
		"recruitee",
		"remoteok",
		"rippling",
		"teamtailor",
		"warc",
		"workable",
		"workday",
		"workingnomads",
	}
}

// kindOf returns the kind of that name.
func kindOf(name string) (k kind, ok bool) {
	switch name {
	case "greenhouse":
		return greenhouse(), true
	case "lever":
		return lever(), true
	case "ashby":
		return ashby(), true
	case "workable":
		return workable(), true
	case "teamtailor":
		return teamtailor(), true
	case "personio":
		return personio(), true
	case "recruitee":
		return recruitee(), true
	case "workday":
		return workday(), true
	case "rippling":
		return rippling(), true
	case "pinpoint":
		return pinpoint(), true
	case "breezy":
		return breezy(), true
	case "bamboohr":
		return bamboohr(), true
	case "feed":
		return feed(), true
	case "arbeitnow":
		return arbeitnow(), true
	case "himalayas":
		return himalayas(), true
	case "muse":
		return muse(), true
	case "remoteok":
		return remoteok(), true
	case "jobicy":
		return jobicy(), true
	case "warc":
		return warc(), true
	case "workingnomads":
		return workingnomads(), true
	case "jsonld":
		return jsonld(), true
	case "hn":
		return hn(), true
	case "file":
		return file(), true
	}
	return kind{}, false
}
