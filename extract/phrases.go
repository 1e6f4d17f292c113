package extract

// phrases is a set of word sequences with values: a trie whose edges are (gap, word). It lives in one open-addressing
// table, so that following an edge is one look-up and building it is linear.
type phrases struct {
	slots  []edge
	mask   uint64
	used   int
	maybe  [512]uint64 // bit set over 15 bits of the hashes of the edges
	nodes  []node      // after freeze
	root   []int32     // by word: the node of the phrases that start with it, after freeze
	values []int32     // flat, after freeze
	first  []uint64    // bit set over words: some phrase starts with it
	lists  [][]int32
}

type edge struct {
	key  uint64 // node+1, gap, word; 0 is empty
	node int32
}

// node is a place in the trie: its values, and whether any phrase goes on from it. Most words that start a phrase stand
// in the text without its second word, so the cheap questions come first.
type node struct {
	span
	more bool
}

type span struct{ from, to int32 }

func newPhrases(size int) phrases {
	return phrases{slots: make([]edge, size), mask: uint64(size - 1), lists: make([][]int32, 1)}
}

func edgeKey(node int32, gap uint8, word int32) uint64 {
	return uint64(node+1)<<32 | uint64(gap)<<24 | uint64(word)
}

func (p *phrases) next(node int32, gap uint8, word int32) int32 {
	key := edgeKey(node, gap, word)
	h := hash64(key)
	if p.maybe[h>>54&511]>>(h>>48&63)&1 == 0 {
		return 0
	}
	for i := h & p.mask; ; i = (i + 1) & p.mask {
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
	node := int32(0)
	for i, t := range toks {
		gap := t.gap
		if i == 0 {
			gap = 0
			p.mark(t.id)
		}
		n := p.next(node, gap, t.id)
		if n == 0 {
			n = int32(len(p.lists))
			p.lists = append(p.lists, nil)
			p.insert(edge{edgeKey(node, gap, t.id), n})
		}
		node = n
	}
	for _, v := range p.lists[node] {
		if v == value {
			return
		}
	}
	p.lists[node] = append(p.lists[node], value)
}

func (p *phrases) mark(word int32) {
	for int(word)/64 >= len(p.first) {
		p.first = append(p.first, 0)
	}
	p.first[word/64] |= 1 << (word % 64)
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
	h := hash64(e.key)
	p.maybe[h>>54&511] |= 1 << (h >> 48 & 63)
	i := h & p.mask
	for p.slots[i].key != 0 {
		i = (i + 1) & p.mask
	}
	p.slots[i] = e
}

// freeze flattens the values; nothing may be added afterwards. words is the size of the vocabulary.
func (p *phrases) freeze(words int) {
	for len(p.first)*64 < words {
		p.first = append(p.first, 0)
	}
	p.nodes = make([]node, len(p.lists))
	for i, l := range p.lists {
		from := int32(len(p.values))
		p.values = append(p.values, l...)
		p.nodes[i].span = span{from, int32(len(p.values))}
	}
	p.lists = nil
	p.root = make([]int32, len(p.first)*64)
	for _, e := range p.slots {
		switch from := int32(e.key>>32) - 1; {
		case e.key == 0:
		case from == 0:
			p.root[e.key&0xFFFFFF] = e.node
		default:
			p.nodes[from].more = true
		}
	}
}

// starts reports whether some phrase starts with the word.
func (p *phrases) starts(word int32) bool {
	return int(word>>6) < len(p.first) && p.first[word>>6]>>(word&63)&1 != 0
}

// at returns the values of a node.
func (p *phrases) at(n int32) []int32 {
	e := &p.nodes[n]
	return p.values[e.from:e.to]
}

// start returns the node of the phrases that start with a word, 0 if there are none.
func (p *phrases) start(word int32) int32 {
	if int(word) < len(p.root) {
		return p.root[word]
	}
	return 0
}

// follow returns the node after the next word of a text, 0 if no phrase goes on with it.
func (p *phrases) follow(n int32, t *token) int32 {
	if t.id == 0 || !p.nodes[n].more {
		return 0
	}
	return p.next(n, t.gap, t.id)
}

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
