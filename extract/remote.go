package extract

import "trends/trends"

// places counts what a part of the text says about the place of work.
type places struct{ remote, hybrid, onsite, not int }

// remote says where the work is done. Three parts of a text speak of it, and the first that does decides: the title and
// the first line with the short lines ("Location: Remote"), where a bare word is enough; sentences that say it in so many
// words ("this is a remote position"); and, in a text without a title, any other mention. A text that allows remote work
// at all is remote, even where it names the office too.
func (r *reading) remote() trends.Remote {
	if !r.cues.has(placeCues) {
		return trends.RemoteUnspecified
	}
	var head, sure, bare places
	now := false
	none := int32(0) // up to there a phrase has been read, or says that its words tell nothing: "hybrid remote" is not remote
	for _, m := range r.marks {
		if m.kind == cueNoPlace || m.kind == cueRemoteNow {
			none = max(none, m.to)
			now = now || m.kind == cueRemoteNow
		}
		if m.from < none || m.kind < cueRemote || m.kind > cueNotRemote {
			continue
		}
		none = m.to
		sent := &r.sents[r.sentenceOf(m.from)]
		tag := r.isWord(m.from-1, "li") // "#LI-Hybrid", which employers write for one board
		if sent.section == secLegal && !tag {
			continue
		}
		zone := &bare
		switch {
		case tag || r.inHead(m, sent):
			zone = &head
		case m.kind == cueRemoteSure || m.kind == cueHybridSure || m.kind == cueOnsiteSure:
			zone = &sure
		}
		switch {
		case m.kind == cueNotRemote, m.kind <= cueRemoteSure && r.denied(m, sent):
			head.not++
			none = m.to
		case m.kind == cueRemote || m.kind == cueRemoteSure:
			zone.remote++
		case m.kind == cueHybrid || m.kind == cueHybridSure:
			zone.hybrid++
		case m.kind == cueOnsite || m.kind == cueOnsiteSure:
			zone.onsite++
		}
	}
	place := decidePlace(head, sure, bare, r.title == 0)
	if place == trends.RemoteUnspecified && now {
		return trends.RemoteRemote
	}
	return place
}

// inHead reports whether a mark stands where a bare word is enough: in the title or the first line, in a short line or after a label; or
// says "fully remote" in a posting that has a title.
func (r *reading) inHead(m mark, sent *sentence) bool {
	switch {
	case sent.line == 0, sent.line == 1 && r.title == 0:
		return true
	case sent.to-sent.from <= 7 && (!sent.bullet || r.afterColon(m, sent)):
		return true
	}
	return r.placeLine(m, sent) || r.title > 0 && (r.isWord(m.from, "fully") || r.isWord(m.from, "100"))
}

// afterColon reports whether a colon stands right before a mark: "- Type: Hybrid".
func (r *reading) afterColon(m mark, sent *sentence) bool {
	return m.from > sent.from && (r.toks[m.from].gap == ':' || r.gapHolds(m.from, ':'))
}

// placeLine reports whether "Location:" or the like stands up to 16 words before a mark.
func (r *reading) placeLine(m mark, sent *sentence) bool {
	for i := m.from; i > max(sent.from, m.from-16); i-- {
		if r.toks[i].gap != ':' && !(r.toks[i].gap == gapOther && r.gapHolds(i, ':')) {
			continue
		}
		for _, w := range [...]string{"location", "locations", "workplace", "designation", "arrangement"} {
			if r.isWord(i-1, w) || r.isWord(i-2, w) {
				return true
			}
		}
	}
	return false
}

func decidePlace(head, sure, bare places, free bool) trends.Remote {
	switch {
	case head.not > 0 && sure.hybrid+head.hybrid > 0:
		return trends.RemoteHybrid
	case head.not > 0 && head.remote == 0:
		return trends.RemoteOnsite
	case head.remote > 0:
		return trends.RemoteRemote
	case head.hybrid > 0, sure.hybrid > 0:
		return trends.RemoteHybrid
	case head.onsite > 0:
		return trends.RemoteOnsite
	case sure.remote > 0:
		return trends.RemoteRemote
	case sure.onsite > 0:
		return trends.RemoteOnsite
	case free && bare.remote > 0:
		return trends.RemoteRemote
	case free && bare.onsite > 0:
		return trends.RemoteOnsite
	}
	return trends.RemoteUnspecified
}

// denied reports whether a "not" stands up to four words before a mark.
func (r *reading) denied(m mark, sent *sentence) bool {
	for _, n := range r.marksIn(max(sent.from, m.from-6), m.from) {
		if n.kind == cueNotBefore && n.to <= m.from && m.from-n.to <= 3 && r.unbroken(n.to, m.from) {
			return true
		}
	}
	return false
}
