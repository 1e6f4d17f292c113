// Package simulate makes up labour markets with known changes, and counts what a method claims about them.
//
// A [Scenario] says what happens in a market besides the planted changes: nothing, a big source that joins, an employer that posts
// 200 ads. [NewMarket] draws one: employers that come and go, sources, months and employers with tastes of their own, and a fifth of
// the skills changing. Its ads are a [trends.Snapshot], as a database would hold them, so that what is measured is the report
// itself. [Market.Score] sets what each [Method] claims beside what was planted: an [Outcome] each. [Summarize] takes the means over
// many markets: the false discovery rate and the power of each method.
//
// Nothing here knows the clock; what is drawn depends on the random numbers handed in alone.
package simulate
