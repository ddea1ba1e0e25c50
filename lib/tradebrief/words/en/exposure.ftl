# Sentences of the report on tariff exposure.
# PERCENT, POINTS, MONEY, MONTH write a number; { $day } alone is a day in words. The number keeps its link, whatever stands around it.

owed = On { $day }, under acts published by { $known_by }, imports from { $origin } face an average statutory tariff of { PERCENT($rate) } (range across data assumptions { PERCENT($range) }), { POINTS($increase) } points above the MFN duty. { $basis } that is { MONEY($duty) }{ $own } a year on imports of { MONEY($value) }.
owed-own = { "" }, or { MONEY($amount, $currency, digits: 2) },
owed-no-rate = { " " }(no rate of exchange for { $currency } yet: add it to seeds/assumptions)
owed-basis = At { $year } trade values
owed-coverage = Additional tariffs apply to { PERCENT($share, digits: 0) } of trade.
owed-collected = In { MONTH($day) } { $importer } customs collected { MONEY($duty) }{ $own } on imports of { MONEY($value) } from { $origin }: { PERCENT($rate, digits: 2) }, { POINTS($increase, digits: 2) } points above the MFN duty.

changed-not = The average tariff has not changed since the first day shown.
changed = The average tariff last { $direction ->
    [up] rose
   *[down] fell
} on { $day }, from { PERCENT($old) } to { PERCENT($new) }. The highest of its { $steps ->
    [one] { $steps } level
   *[other] { $steps } levels
} between { $first } and { $last } is { PERCENT($peak) }, from { $peak_day }.

groups = { $first } carry { PERCENT($share, digits: 0) } of all duty on { PERCENT($trade, digits: 0) } of trade, at { PERCENT($rate) }; next come { LOWER($second) }, with { MONEY($duty) } at { PERCENT($second_rate) }.

measures-none = No additional tariff applies.
measures = Most of the additional duty comes from { $largest }.
measure = { $title } ({ MONEY($duty) } a year)
measures-suspended = Suspended: another { MONEY($duty) } a year takes effect if the pause lapses.
measures-not-suspended = No tariff is suspended.

scenarios-none = No scenario of the workbook has begun by that day.
scenarios = Of { $count ->
    [one] { $count } scenario
   *[other] { $count } scenarios
}, { $costly } { $cheap }
scenarios-costliest = the costliest is “{ $title }” ({ $against }),
scenarios-none-costs-more = none costs more than current law,
scenarios-largest-saving = the largest saving is “{ $title }” ({ $against }).
scenarios-none-saves = none saves.
scenario-against-the-law = { MONEY($difference, sign: "always") } a year, average tariff { PERCENT($rate) }

published = Of { $count ->
    [one] { $count } published rate
   *[other] { $count } published rates
} whose method is stated, { $near } can be replicated within what the method leaves open. The largest difference is that of { $title } on { $day }: { PERCENT($published, digits: 2) } published, { PERCENT($computed, digits: 2) } replicated.
published-all = all

bridge = From { $start } ({ PERCENT($start_rate, digits: 2) }, replicated) to { $end } ({ PERCENT($end_rate, digits: 2) }), the largest steps, in percentage points, are { $steps }.
bridge-step = { $title } ({ POINTS($change, digits: 2, sign: "always") })
bridge-no-step = none
bridge-residual = The residual is { POINTS($rest, digits: 2, sign: "always") } points.

collected-none = No month of collected duty lies within these days.
collected = In { MONTH($month) } the collected rate was { PERCENT($collected, digits: 2) }, against a statutory rate of { PERCENT($statutory, digits: 2) } at the end of the month: timing { POINTS($timing, digits: 2, sign: "always") }, composition { POINTS($coverage, digits: 2, sign: "always") }, residual { POINTS($rest, digits: 2, sign: "always") } points.

claims = Of { $count ->
    [one] { $count } company or trade figure
   *[other] { $count } company and trade figures
} in the texts, { $checked } can be checked against the tables.
claims-misleading = One is correct but misleading: { $claim }.
claim-why = { $claim }: { $why }
claims-none-misleading = None of them is misleading.

checks-failed = Not all checks hold: { $names }.
checks = All { $count } checks hold.
