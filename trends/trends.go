// Package trends counts which skills job openings ask for, and says which changes are real.
//
// It holds the nouns that the other packages hand to each other, and the arithmetic between them. It knows neither the
// network, nor SQL, nor the clock. Read it in the order in which data flow:
//
//   - A [Posting] is one ad at one address of one source, as delivered. [Tags] is what its text says: each [Mention] of a
//     skill with the sentence's place, its [Level] and the rule that decided.
//   - Ads of the same job are joined. [JobKey] says which ads may be the same job, [Join] which are, by their
//     texts and by when they were up.
//     An opening is a job joined over all sources: levels and headlines count openings. A record is an opening as seen in one
//     source: trends count records, because what a source contributes to a trend may depend on that source alone.
//   - A [Snapshot] holds all ads as flat columns. A [Panel] settles its calendar: [Coverage] says which months a source was
//     watched (missing is not zero), and the delays between posting and first sighting say which months are complete. What was
//     there before a source was watched is stored, and never counted as new.
//   - A [Query] is a slice. [Panel.Report] gives the shares now and the change of every skill, [Panel.Series] the shares month
//     by month, [Panel.Cells] the counts behind every test, [Panel.Explain] the openings behind every count. [Panel.Claims] holds
//     what somebody claims against the same figures. [Panel.Pay] says what ads state as pay, [Panel.Skill] how long they stay up.
//   - [Panel.Pairs] says which skills openings ask for together, [Panel.Learn] what to learn next, [Panel.Curriculum] what a
//     curriculum lacks: they speak of the openings now, and [PairRow], [LearnRow] and [CurriculumRow] hold their figures.
//   - [Panel.Meters] watches what each source delivers. Where that jumps, the source counts as another one from there.
//
// [Emerging] counts terms outside the taxonomy and lists those that rise, for a person to accept; [SkillInfo.Found] keeps the months by whose
// rise a skill was found out of its test.
//
// A change is tested by comparing each source with itself: a logit of the share on the month with one intercept a source, on
// records of which no employer has more than five a month and source. Its p-value is the larger of two, one taking months as
// units, one employers; q-values control the false discovery rate over all skills tested. A verdict is rising or falling when q
// is small, steady when the interval says so, and otherwise unclear or not enough data. The formulas are in package stats.
//
// A [Release] is a report that was published: what it printed, and a [Ledger] of the openings behind its shares. [DiffReleases] splits what
// changed between two into new data, late postings, joining, changed texts, the taxonomy and the way of counting.
//
// A [Reading] is what a person found in a text. [Panel.Draw] says what to read, in random order; where enough of it has been read, a report
// corrects its share by what the tagger gets wrong.
//
// Results carry their doubts: each [SkillRow] its flags, each [Report] its warnings. Package write turns results into text,
// Markdown, HTML, CSV and JSON.
package trends
