# Sentences on what comes next: a round, a deal, deadlines, and how good the forecasts were.
# likelihood: the words that go with a probability, as the verb of a sentence.

likelihood = { $level ->
    [almost-none] has almost no chance
    [very-unlikely] is very unlikely
    [unlikely] is unlikely
    [even] has roughly even chances
    [likely] is likely
    [very-likely] is very likely
   *[almost-certain] is almost certain
}

next-round-after-deal = After the deal no next round is to be expected.
next-round-none = No round had begun, so there is no day to count a next interval from.
next-round-few = With { $n ->
    [one] { $n } interval
   *[other] { $n } intervals
} between rounds, a forecast would rest on past negotiations for { PERCENT($share, digits: 0) } of its weight; it is left to the table.
next-round = As of { $day }, a further round before { $before } { $likelihood }: { PERCENT($p, digits: 0) } ({ PERCENT($models, digits: 0) } across models, { PERCENT($bayesian, digits: 0) } across those that carry their own uncertainty). The median interval is { DECIMAL($median) } days ({ $median_day }), with an { $central } interval of { DECIMAL($interval) } days, from { $n } observed intervals.
next-round-in-short = A further round before { $before } { $likelihood } ({ PERCENT($p, digits: 0) }; { PERCENT($models, digits: 0) } across models).
next-round-central = 80%

leaning-class = The forecast leans on { $gaps ->
    [one] { $gaps } interval
   *[other] { $gaps } intervals
} of other negotiations known that day, { DECIMAL($mean) } days on average, weighted as { $weight } intervals of this one.
leaning-given = The forecast leans on a given interval of { $mean } days, weighted as { $weight } intervals of this negotiation.
leaning-assumed = The forecast leans on an assumed interval of { $mean } days, since none of another negotiation was known that day, weighted as { $weight } intervals of this one.
leaning-sensitivity = Under other plausible weights, means and shapes it ranges over { PERCENT($range, digits: 0) }.

outcome-after-deal = After a deal there is no next round to score.
outcome-unknown = What came of it is not known as of { $known_by }.
outcome-no-round = As known by { $known_by }, no round came before that day.
outcome-no-further = As known by { $known_by }, no further round is known.
outcome = The next round began on { $day }, { $gap ->
    [one] { $gap } day
   *[other] { $gap } days
} after the last, { $inside ->
    [yes] inside
   *[no] outside
} the { $central } interval.
outcome-scores = The probability scores { DECIMAL($brier, digits: 3) } (Brier) and { DECIMAL($log, digits: 3) } (log); a single outcome does not validate a forecast.
outcome-single = A single outcome does not validate a forecast.

deal-made = The talks ended in a deal on { $day }.
deal-none = No partner had yet reached a deal, so nothing can be said about the time to one.
deal = { $chances }, judged by { $deals ->
    [one] the { $deals } deal
   *[other] the { $deals } deals
} reached in { $days } partner-days of the pause.
deal-chance = a deal by { $day } { $likelihood } ({ PERCENT($p, digits: 0) })
deal-agreements = Judged by how long past free trade agreements took, it is { PERCENT($p, digits: 0) }: the choice of reference class matters most.

deadlines-none = Too few deals are known to say whether deadlines draw them.
deadlines = In hindsight, deals came { DECIMAL($ratio) } times as often within { $window } days of a deadline ({ $level } interval { DECIMAL($interval, digits: 1) }, { $deals ->
    [one] { $deals } deal
   *[other] { $deals } deals
}).
deadlines-level = 95%
deadlines-bunching = Whether they bunched at the end of the last window cannot be distinguished from chance (p = { DECIMAL($p, digits: 2) }).
deadlines-caveat = The window was chosen afterwards and each deal influenced the others: this is not a forecast.

back-test-none = There are too few rounds to test a forecast on.
back-test = Over { $gaps ->
    [one] { $gaps } interval
   *[other] { $gaps } intervals
}, the default model's mean log score is { DECIMAL($log, digits: 3) } and its mean CRPS { DECIMAL($crps, digits: 2) } days; { $hits } of { $rounds } intervals fell inside its { $central } interval.
back-test-no-better = No model does better.
back-test-noise = The best is { $model }, { $about }, ahead by { DECIMAL($lead, digits: 2) } with a standard error of { DECIMAL($error, digits: 2) }: the difference is noise.
back-test-few = The best is { $model }, { $about }, ahead by { DECIMAL($lead, digits: 2) } with a standard error of { DECIMAL($error, digits: 2) }: { $rounds ->
    [one] { $rounds } interval is
   *[other] { $rounds } intervals are
} too few to choose a model.
