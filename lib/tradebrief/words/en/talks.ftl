# Sentences on how often the sides meet.

rounds-none = By { $day } no round had begun.
rounds-none-planned = By { $day } no round had begun; planned: { $planned }.
rounds-planned = { $says } ({ $day })
rounds-one = By { $day } there had been { $count } round, on { $first }.
rounds = By { $day } there had been { $count } rounds, from { $first } to { $last }; { $n ->
    [one] the interval between their starts was
   *[other] the intervals between their starts were
} { $gaps } days.

median-none = With { $gaps ->
    [one] { $gaps } interval
   *[other] { $gaps } intervals
}, no summary statistic is meaningful.
median = The median interval is { $median } days ({ $gaps } intervals); half of the intervals lie within { $deviation } days of it.

cadence-none = { $gaps ->
    [one] { $gaps } interval
   *[other] { $gaps } intervals
} cannot show whether the rounds come faster.
cadence-chance = The rounds appear to be { $turn }, but with { $gaps } intervals this cannot be distinguished from chance ({ $test }).
cadence-even = The intervals show no direction ({ $test }, { $gaps } intervals).
cadence-few = The order of the intervals is unusual ({ $test }), but { $gaps } intervals are too few to call it a trend.
cadence-trend = The rounds came { $turn } ({ $test }; Mann-Kendall tau { DECIMAL($tau, digits: 2) }, p = { DECIMAL($p_tau, digits: 3) }).
cadence-faster = speeding up
cadence-slower = slowing down
cadence-closer = closer together
cadence-apart = further apart
permutation-exact = exact permutation test over { $orders } orders, p = { DECIMAL($p, digits: 2) }
permutation-drawn = permutation test over { $orders } random orders, p = { DECIMAL($p, digits: 2) }

trap-none = Five intervals are needed to show what a fixed end would change.
trap = If the day of asking had been fixed in advance, the Lewis-Robinson statistic would be { DECIMAL($wrong, digits: 2) }; ended at the last round, as it must be, it is { DECIMAL($right, digits: 2) }. Reports follow rounds, so the day of a report is not fixed in advance.

articles-none = The articles alone do not yet report two rounds.
articles-dated = The articles alone give the day of every round.
articles-open = The articles alone leave the day of { $count ->
    [one] { $count } round
   *[other] { $count } rounds
} open (number { $numbers }).
articles-median = Over all { $sets } sets of dates that this allows, the median interval ranges over { $median } days;
articles-span = the span from the first round to the last is { $span } days.

deadlines-ahead = Ahead: { $deadlines }.
