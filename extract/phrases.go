package extract

import "slices"

// phrases is a set of word sequences with values: a trie whose edges are (gap, word). It lives in one open-addressing
// table, so that following an edge is one look-up and building it is linear.
type phrases struct {
	slots  []edge
	mask   uint64
	used   int
	nodes  []node
	opens  []opening // by word; empty for a small set
	values []int32   // flat, after freeze
	lists  [][]int32 // by node: its values, until freeze
}

type edge struct {
	key  uint64 // node+1, gap, word; 0 is empty
	node int32
}

// node is a place in the trie: its values, and which words the phrases go on with, by six bits of the word and its gap.
// Most words that start a phrase stand in the text without its second word, so the cheap question comes first.
type node struct {
	span
	more uint64
}

// opening is what a word starts: its node, and what is asked of that node for nearly every word of a text.
type opening struct {
	more uint64
	node int32
	ends uint32 // 1 if the word alone is a phrase, and one that is looked for
}

type span struct{ from, to int32 }

func newPhrases(size int) phrases {
	return phrases{slots: make([]edge, size), mask: uint64(size - 1), lists: make([][]int32, 1), nodes: make([]node, 1)}
}

func edgeKey(node int32, gap uint8, word int32) uint64 {
	return uint64(node+1)<<32 | uint64(gap)<<24 | uint64(word)
}

// next returns the node after a word, 0 if no phrase goes on with it.
func (p *phrases) next(node int32, gap uint8, word int32) int32 {
	if p.nodes[node].more>>moreBit(gap, word)&1 == 0 {
		return 0
	}
	return p.lookup(edgeKey(node, gap, word))
}

// moreBit says which bit of node.more stands for a word.
func moreBit(gap uint8, word int32) uint32 { return (uint32(word) + uint32(gap)) & 63 }

func (p *phrases) lookup(key uint64) int32 {
	for i := hash64(key) & p.mask; ; i = (i + 1) & p.mask {
		e := &p.slots[i]
		if e.key == key {
			return e.node
		}
		if e.key == 0 {
			return 0
		}
	}
}

func hash64(k uint64) uint64 {
	k *= 0x9E3779B97F4A7C15
	return k ^ k>>29
}

// add puts a phrase in. The gap of its first word is ignored.
func (p *phrases) add(toks []token, value int32) {
	at := int32(0)
	for i, t := range toks {
		gap := t.gap
		if i == 0 {
			gap = 0
		}
		n := p.next(at, gap, t.id)
		if n == 0 {
			n = int32(len(p.nodes))
			p.nodes, p.lists = append(p.nodes, node{}), append(p.lists, nil)
			p.nodes[at].more |= 1 << moreBit(gap, t.id)
			p.insert(edge{edgeKey(at, gap, t.id), n})
		}
		at = n
	}
	for _, v := range p.lists[at] {
		if v == value {
			return
		}
	}
	p.lists[at] = append(p.lists[at], value)
}

func (p *phrases) insert(e edge) {
	if p.used++; p.used*2 > len(p.slots) {
		old := p.slots
		p.slots = make([]edge, 2*len(old))
		p.mask = uint64(len(p.slots) - 1)
		for _, o := range old {
			if o.key != 0 {
				p.put(o)
			}
		}
	}
	p.put(e)
}

func (p *phrases) put(e edge) {
	i := hash64(e.key) & p.mask
	for p.slots[i].key != 0 {
		i = (i + 1) & p.mask
	}
	p.slots[i] = e
}

// freeze flattens the values; nothing may be added afterwards.
func (p *phrases) freeze() {
	for i, l := range p.lists {
		from := int32(len(p.values))
		p.values = append(p.values, l...)
		p.nodes[i].span = span{from, int32(len(p.values))}
	}
	p.lists = nil
}

// index makes the table by words, of which there are so many, for a set that is asked about every word of a text. Phrases
// of one word whose values are all ignored are not looked for, see starts.
func (p *phrases) index(words int, ignored int32) {
	p.opens = make([]opening, words)
	for _, e := range p.slots {
		if e.key>>32 != 1 {
			continue
		}
		o := opening{more: p.nodes[e.node].more, node: e.node}
		if slices.ContainsFunc(p.at(e.node), func(v int32) bool { return v != ignored }) {
			o.ends = 1
		}
		p.opens[e.key&0xFFFFFF] = o
	}
}

// starts reports whether a phrase may start with a word of a text that next follows. It errs on the side of yes, and costs
// one look-up and no branch.
func (p *phrases) starts(word int32, next *token) bool {
	o := &p.opens[word]
	return uint32(o.more>>moreBit(next.gap, next.id))&1|o.ends != 0
}

// at returns the values of a node.
func (p *phrases) at(n int32) []int32 {
	e := &p.nodes[n]
	return p.values[e.from:e.to]
}

// start returns the node of the phrases that start with a word, 0 if there are none.
func (p *phrases) start(word int32) int32 {
	if int(word) < len(p.opens) {
		return p.opens[word].node
	}
	return p.next(0, 0, word)
}

// follow returns the node after the next word of a text, 0 if no phrase goes on with it.
func (p *phrases) follow(n int32, t *token) int32 { return p.next(n, t.gap, t.id) }

// longest returns the end (a token index) and the node of the longest phrase that starts at toks[i], or i and 0.
func (p *phrases) longest(toks []token, i int) (end int, found int32) {
	end = i
	n := p.start(toks[i].id)
	for j := i + 1; n != 0; j++ {
		if e := &p.nodes[n]; e.to > e.from {
			end, found = j, n
		}
		if j == len(toks) {
			break
		}
		n = p.follow(n, &toks[j])
	}
	return end, found
}
