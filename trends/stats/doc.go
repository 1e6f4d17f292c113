// Package stats holds the arithmetic of a report: shares with honest intervals, the trend test, the line of a fixed source
// mix, second opinions, changes between two periods, reporting delays, the correction for many tests, skills that go together,
// pay, new terms and errors of the tagger. It knows nothing of postings, clocks or databases, draws no random numbers, and gives
// the same digits for the same data in any order.
//
// # Levels
//
// A share is "openings that name the skill / openings". Ads of one employer are alike, so 200 ads of one employer are not 200
// facts: ClusterShare shrinks the number of openings to an effective number before it asks Wilson for an interval. How alike
// they are is one number for the data set, Rho, the median over skills of ICC. PairedDifference compares two skills inside the same
// openings in the same way.
//
// # Trends
//
// A trend is tested on cells: what one employer posted at one source in one month. Each source is compared with itself only
// (one intercept a source), so a source that joins or leaves cannot look like a change. The slope's doubt is measured twice,
// with months and with employers as the units, and the larger counts. NewDesign prepares the cells once, Design.Fit tests
// one skill after the other on them, BH corrects for their number. Design.Line is the same model with a free level per month:
// the line that a picture shows.
//
// What may be wrong with a trend is asked in three ways. Design.Fragile names the sources and employers that it hangs on.
// Trend.PSlowSwings is its p where neighbouring months are alike. MannKendall and TheilSen, and their seasonal forms, look only at
// the order of a line's points and at their median slope: a second opinion that a few odd months do not move.
//
// With few months a skill says little on its own dispersion. NewPrior learns from all skills what is usual, and Trend.PEarly
// is a p that uses it: for early signals, which are kept apart from confirmed changes.
//
// # Two periods
//
// MatchedDifference compares two periods inside the sources that are in both; Newcombe and KatzRatio compare two shares of one
// source. NewChain is the month-by-month form that can be redone by hand.
//
// # Pictures
//
// Pooled, EWMA and Index smooth and scale what is drawn. Smoothed points are not tested.
//
// # Time
//
// Recent months are not all in yet. Delays estimates how fast openings become visible, and so how complete a month is. KaplanMeier
// says how long openings stay up, counting what is still open for what it is. A source that begins to deliver something else is
// another source from then on: Shifts finds that month, Jumps only where it does so at once.
//
// # Skills together
//
// SkillSets holds the skills of many openings. CountPairs counts each two of them; a Pair has the measures of their connection,
// PairCounts.Share the share that a person reads, and MantelHaenszel says of PairStrata whether the role explains it. Learn finds
// which skill, learned next, opens most openings.
//
// # Pay
//
// YearlyPay brings stated pay to one value a year, FarPay finds the slips, Quantile and QuantileInterval describe what is left.
// Premium compares ads with and without a skill at equal other factors.
//
// # New terms
//
// CValue says whether a term is one of its own, LogOdds whether it is more frequent than before, FindBursts in which months.
//
// # Errors of the tagger
//
// A tagger with constant errors leaves a trend its sign, but not a level its size. TwoPhase corrects a share by postings read by
// hand, RoganGladen by a benchmark.
//
// A number that is not defined is NaN, never 0.
package stats
