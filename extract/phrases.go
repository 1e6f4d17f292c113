package extract

import (
	"cmp"
	"slices"
)

// phrases is a set of word sequences with values: a trie whose edges are labelled with a word and the gap before it. Phrases are
// added, then the set is frozen, and only then asked. Frozen, the children of a node are neighbours, so that an edge needs nothing
// but its label, and a set of ten thousand phrases fits in the cache of a processor.
type phrases struct {
	nodes  []node     // in the order in which their parents stand, the root first; one more marks the end
	labels []uint32   // by node: the label of the edge that leads to it
	values []int32    // of all nodes, one after the other
	first  [16]uint64 // which words start a phrase, by ten bits of their number
	opens  []int32    // by word: the node of the phrases that start with it; empty for a small set, see index

	growing *growing // until it is frozen
}

// node is a place in the trie: its values and children, each up to those of the next node, and which words the phrases go on with,
// by six bits of their label. Most words that start a phrase stand in the text without its second word, so the cheap question
// comes first.
type node struct {
	more          uint64
	child, values int32
}

// opening is what a word starts: its node, and what is asked of that node for nearly every word of a text.
type opening struct {
	more uint64
	node int32
	ends uint32 // 1 if the word alone is a phrase, and one that is looked for
}

// growing is a set of phrases that is being added to: its edges by parent and label, and the values of its nodes, in any order.
type growing struct {
	nodes  int32
	edges  map[edge]int32
	values []nodeValue
}

type nodeValue struct{ node, value int32 }

type edge struct {
	parent int32
	label  uint32
}

type span struct{ from, to int32 }

// newPhrases returns an empty set with room for so many phrases.
func newPhrases(room int) phrases {
	return phrases{growing: &growing{nodes: 1, edges: make(map[edge]int32, room), values: make([]nodeValue, 0, room)}}
}

// labelOf returns the label of the edge for a word and the gap before it.
func labelOf(gap uint8, word int32) uint32 { return uint32(word)<<8 | uint32(gap) }

// moreBit says which bit of node.more stands for a label.
func moreBit(label uint32) uint32 { return (label>>8 + label) & 63 }

// add puts a phrase in. The gap of its first word is ignored.
func (p *phrases) add(toks []token, value int32) {
	g, at := p.growing, int32(0)
	for i, t := range toks {
		label := labelOf(t.gap, t.id)
		if i == 0 {
			label = labelOf(0, t.id)
		}
		n, ok := g.edges[edge{at, label}]
		if !ok {
			n = g.nodes
			g.nodes++
			g.edges[edge{at, label}] = n
		}
		at = n
	}
	g.values = append(g.values, nodeValue{at, value})
}

// freeze orders the nodes, so that the children of each are neighbours; nothing may be added afterwards.
func (p *phrases) freeze() {
	g := p.growing
	edges := make([]edge, 0, len(g.edges))
	for e := range g.edges {
		edges = append(edges, e)
	}
	slices.SortFunc(edges, func(a, b edge) int { return cmp.Compare(a.order(), b.order()) })
	slices.SortStableFunc(g.values, func(a, b nodeValue) int { return cmp.Compare(a.node, b.node) })
	edgesOf := starts(g.nodes, edges, func(e edge) int32 { return e.parent })
	valuesOf := starts(g.nodes, g.values, func(v nodeValue) int32 { return v.node })
	old := make([]int32, 1, g.nodes) // the number before, by the number now
	p.nodes, p.labels, p.values = make([]node, g.nodes+1), make([]uint32, 1, g.nodes), make([]int32, 0, len(g.values))
	for i := range g.nodes {
		n, was := &p.nodes[i], old[i]
		n.child, n.values = int32(len(old)), int32(len(p.values))
		for _, e := range edges[edgesOf[was]:edgesOf[was+1]] {
			old, p.labels = append(old, g.edges[e]), append(p.labels, e.label)
			n.more |= 1 << moreBit(e.label)
		}
		for _, v := range g.values[valuesOf[was]:valuesOf[was+1]] {
			if !slices.Contains(p.values[n.values:], v.value) {
				p.values = append(p.values, v.value)
			}
		}
	}
	p.nodes[g.nodes] = node{child: int32(len(old)), values: int32(len(p.values))}
	for n := p.nodes[0].child; n < p.nodes[1].child; n++ {
		word := p.labels[n] >> 8
		p.first[word>>6&15] |= 1 << (word & 63)
	}
	p.growing = nil
}

// order is what edges are sorted by.
func (e edge) order() uint64 { return uint64(e.parent)<<32 | uint64(e.label) }

// starts returns, for each of n nodes, the place of the first item that belongs to it or to a later one, and at the end their number.
// The items are sorted by their node.
func starts[T any](n int32, items []T, node func(T) int32) []int32 {
	out := make([]int32, n+1)
	for _, it := range items {
		out[node(it)+1]++
	}
	for i := range n {
		out[i+1] += out[i]
	}
	return out
}

// index makes the table by words, of which there are so many, for a set that is asked about many words of a text.
func (p *phrases) index(words int) {
	p.opens = make([]int32, words)
	for n := p.nodes[0].child; n < p.nodes[1].child; n++ {
		p.opens[p.labels[n]>>8] = n
	}
}

// eachOpening calls f for each word that starts a phrase. Phrases of one word whose values are all ignored are not looked for.
func (p *phrases) eachOpening(ignored int32, f func(word int32, o opening)) {
	for n := p.nodes[0].child; n < p.nodes[1].child; n++ {
		o := opening{more: p.nodes[n].more, node: n}
		if slices.ContainsFunc(p.at(n), func(v int32) bool { return v != ignored }) {
			o.ends = 1
		}
		f(int32(p.labels[n]>>8), o)
	}
}

// goesOn returns 1 if a phrase may start with a word that a word with the label follows, else 0. It errs on the side of 1.
func (o *opening) goesOn(label uint32) uint32 { return uint32(o.more>>moreBit(label))&1 | o.ends }

// at returns the values of a node.
func (p *phrases) at(n int32) []int32 { return p.values[p.nodes[n].values:p.nodes[n+1].values] }

// mayStart reports whether a phrase may start with a word. It errs on the side of yes.
func (p *phrases) mayStart(word int32) bool { return p.first[word>>6&15]>>(word&63)&1 != 0 }

// start returns the node of the phrases that start with a word, 0 if there are none.
func (p *phrases) start(word int32) int32 {
	switch {
	case int(word) < len(p.opens):
		return p.opens[word]
	case !p.mayStart(word):
		return 0
	}
	return p.child(0, labelOf(0, word))
}

// follow returns the node after the next word of a text, 0 if no phrase goes on with it.
func (p *phrases) follow(n int32, t *token) int32 {
	label := labelOf(t.gap, t.id)
	if p.nodes[n].more>>moreBit(label)&1 == 0 {
		return 0
	}
	return p.child(n, label)
}

// child returns the child of a node by the label of its edge, 0 if there is none.
func (p *phrases) child(n int32, label uint32) int32 {
	from, to := p.nodes[n].child, p.nodes[n+1].child
	for to-from > 4 {
		if mid := (from + to) / 2; p.labels[mid] <= label {
			from = mid
		} else {
			to = mid
		}
	}
	for ; from < to; from++ {
		if p.labels[from] == label {
			return from
		}
	}
	return 0
}

// longest returns the end (a token index) and the node of the longest phrase that starts at toks[i], or i and 0.
func (p *phrases) longest(toks []token, i int) (end int, found int32) {
	n := p.start(toks[i].id)
	if n == 0 {
		return i, 0
	}
	return p.longestFrom(n, toks, i)
}

// longestFrom is longest, after the first word has led to node n.
func (p *phrases) longestFrom(n int32, toks []token, i int) (end int, found int32) {
	end = i
	for j := i + 1; n != 0; j++ {
		if p.nodes[n].values < p.nodes[n+1].values {
			end, found = j, n
		}
		if j == len(toks) {
			break
		}
		n = p.follow(n, &toks[j])
	}
	return end, found
}
