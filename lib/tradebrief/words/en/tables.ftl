# Tables: the caption is the message, its parts are the heads of the columns in their order; notes stand below the table.

table-empty = Nothing to show.
all-trade = All trade
over = over { $amount }
yes = yes
no = no
nothing = nothing
total = total
check-holds = holds
check-fails = FAILS

# --- tariff exposure

table-groups = Tariffs by product group on { $day }
    .group = product group
    .value = customs value, bn USD
    .duty = duty, bn USD
    .rate = average tariff, %
    .added = above the MFN duty, points
table-measures = Tariffs by measure on { $day }
    .measure = measure
    .value = applies to, bn USD
    .duty = duty, bn USD
    .without = change in the total without it, bn USD
    .act = act
    .note = Without a measure, those that give way to it take its place, so the total may rise.
    .note-small = { $count ->
        [one] { $count } measure below { MONEY($least, digits: 0) } yields
       *[other] { $count } measures below { MONEY($least, digits: 0) } each together yield
    } { MONEY($sum) }.
table-steps = Days on which the average tariff changes
    .from = from
    .duty = duty a year, bn USD
    .rate = average tariff, %
table-scenarios = Annual cost or saving of each scenario, at unchanged trade
    .scenario = scenario
    .rate = average tariff, %
    .range = range across data assumptions, %
    .duty = duty, bn USD
    .difference = against current law, bn USD
    .why = reason for the scenario
table-published = Published rates and their replication
    .method = method
    .day = day
    .published = published, %
    .replicated = replicated, %
    .difference = difference, points
    .verdict = verdict
    .source = published in
    .note = Replicated means within 0.05 points where the method is stated in full, and within 0.6 points where a part of it is not; where too little is stated no verdict is given.
replicates = replicated
replicates-not = not replicated
replicates-unstated = method not stated
table-bridge = From { $first } to { $last } on { $day }
    .step = step
    .rate = rate, %
    .change = change, points
    .how = what changes
bridge-published = { $title }, published
bridge-replicated = { $title }, replicated
bridge-rest = residual
table-collected = Collected and statutory rate by month
    .month = month
    .statutory = statutory, last day of the month, %
    .timing = timing, points
    .composition = composition, points
    .residual = residual, points
    .collected = collected, %
month-of = { MONTH($day) }
table-companies = What companies said the tariffs cost them
    .company = company
    .disclosed = disclosed
    .period = period
    .metric = metric
    .amount = bn { $currency }
    .basis = basis
    .kind = kind
    .confidence = confidence
    .remark = remark
    .note = Gross, net and maximum figures are not comparable and are never added up; several companies have plants in other countries, so none of these figures is duty on bilateral trade.
table-claims = What the texts state and what the data show
    .claim = claim
    .text = text
    .verdict = verdict
    .why = reason
table-checks = Checks
    .check = check
    .result = result
    .numbers = figures
table-sources = Sources and assumptions
    .what = source or assumption
    .kind = kind
source = source
assumed = assumption
left-out = not included
table-trade = { $title }, { $unit }
    .goods = goods
    .note = { $source }.
goods-traded = { $goods } ({ $direction })
table-estimates = { $title }
    .institution = institution
    .published = published
    .scenario = scenario
    .effect = effect, %
    .horizon = horizon
    .confidence = confidence
    .note = { $about }

# --- incidence

table-response = Incidence of the additional tariffs, once prices and volumes have adjusted
    .outcome = a year, bn USD
    .low = 5th percentile
    .central = central
    .high = 95th percentile
    .note = From { $draws } simulations; the central case differs from the median where assumptions are skewed. Duty at unchanged trade: { MONEY($static, digits: 2) }.
outcome-customs-value-usd = customs value after adjustment
outcome-duty-usd = remaining duty
outcome-exporter-usd = borne by exporters, through lower prices
outcome-buyer-usd = borne by buyers, through higher prices
outcome-lost-trade-usd = customs value, at old prices, of goods no longer shipped
table-response-groups = Prices and volumes by product group, central case
    .group = product group
    .rate = average tariff, %
    .pass-through = pass-through
    .elasticity = elasticity
    .exporter-price = exporters' price, %
    .buyer-price = buyers' price, %
    .volume = volume, %
    .duty = remaining duty, bn USD
table-quota = In-quota volume at which the mean tariff equals another rate
    .mean = mean tariff, %
    .cars = cars in the quota
    .share = share of all cars, %

# --- the schedule

table-schedule = Measures on goods from { $origin } on { $day }, as known by { $known_by }
    .measure = measure
    .goods = goods
    .says = states
    .in-effect = in effect
    .published = published
    .act = act
if-claimed = { $title }, if claimed: { $note }
table-acts = Acts behind the tariffs on goods from { $origin } on { $day }
    .act = act
    .cited = cited as
    .signed = signed
    .published = published
    .confidence = confidence
    .url = text at
    .note = Confidence: “read” means that the act or a text of it was read; “medium”, that indirect sources report it; “memory”, that it was not checked against a source.
table-components = Tariff on { $code } from { $origin } on { $day }, as known by { $known_by }
    .measure = measure
    .says = states
    .rate = rate
    .share = share of the value
    .duty = duty
    .act = act
    .note = { $remarks }
gave-way = { $measure } gives way on { PERCENT($share, digits: 0) } of the value: { $reason }
table-history = Changes of the tariff on { $code }
    .day = day
    .from = from
    .to = to
    .act = act
    .announced = announced
    .published = published
    .days = days from announcement to effect
rate-unknown = unknown
table-conflicts = Readings of the law that differ
    .measure = measure
    .kind = kind
    .from = from
    .to = to
    .used = reading used
    .other = other reading
    .why = reason
with-source = { $says } ({ $source })
table-goods = Tariffs on selected goods{ $day ->
    [none] { "" }
   *[other] { " " }on { $day }
}
    .good = good
    .code = HS code
    .mfn = MFN duty
    .rate = tariff
    .before = before
    .next = next
    .acts = acts
    .note = All rates include the MFN duty. Next: as set by acts published by the day of knowing.
rate-until = { $rate } until { $day }
rate-from = { $rate } from { $day }

# --- the texts

table-coverage = Claims by kind and text
    .kind = kind
    .note = Texts: { $texts }.
all-kinds = all
text-number = text { $number }
table-readings = Different answers side by side
    .question = question
    .answers = answers
    .verdict = verdict
    .used = answer used
    .grade = grade
    .why = reason
    .note = Independent origins count, not texts: a copy adds no support. A text that does not mention something does not deny it.
table-agreed = What independent origins agree on
    .question = question
    .answer = answer
    .origins = origins
    .texts = texts
    .grade = grade
    .source = reported by
table-additions = What each text added
    .reported = reported on
    .text = text
    .facts = claims
    .new = new
    .confirmed = confirmed
    .differing = contradicted
    .which = which
table-evidence = The evidence, claim by claim
    .question = question
    .says = what the text says
    .value = value
    .about = about
    .reported = reported on
    .grade = grade
    .origins = origins
    .mark = mark
    .place = place
    .anchor = anchor
    .note = Place: code points of the passage in the normalised text of the page. Grades: { $grades }.
table-texts = Sources
    .text = text
    .about = about
    .by = publisher
    .published = published
    .basis = basis of the date
    .origin = origin
    .derived = derived from
    .page = page
carried-by = { $wire } via { $carrier }
side-bar = side-bar
reading-open = open
table-contested = Contested between sources
    .question = question
    .answers = answers
    .verdict = verdict
    .used = answer used
    .why = reason
    .note = { $rest ->
        [one] { $rest } more question stands
       *[other] { $rest } more questions stand
    } in the fact book, with the words that hedge them.
table-short-sources = Texts
    .text = text
    .about = about
    .origin = origin
    .facts = claims

# --- what changed

table-changes = What changed from { $first } to { $last }
    .what = what
    .which = which
    .before = before
    .after = after
    .cause = cause
    .day = day
    .note = Before and after are what was known on the two days; the day is the one the change is about.
table-new-facts = New claims by text
    .text = text
    .reported = reported on
    .facts = claims
    .note = { $grades ->
        [0] No earlier claim changed its grade.
        [one] One earlier claim changed its grade with them.
       *[other] The grades of { $grades } earlier claims changed with them.
    }
table-change-sources = Published in between
    .id = text or act
    .what = subject
    .published = published

# --- the talks

table-offers = What each side wants and offers, as of { $day }
    .side = side
    .what = demand or offer
    .status = status
    .statement = statement
    .reported = last reported
    .note-lone = { $lone } Rests on one report without a named source.
side = { $type ->
    [offer] { $party } offers
   *[other] { $party } wants
}
table-ahead = Days ahead of { $day }
    .day = day
    .what = what is set
    .consequence = if missed, or from then on
    .by = set by
    .note = As known on the day; a new act or an agreement changes it.
if-missed = if missed: { $consequence }
rate-step = { RATE($old) } to { RATE($new) }
tariff-on = tariff on { $name }
table-statements = Statements on offers and demands
    .reported = reported on
    .proposal = demand or offer
    .status = status
    .says = statement
    .unnamed = unnamed source
    .source = source
table-topics = Topics by round
    .round = round
    .topics = topics
    .entered = new
    .left = no longer reported
    .note = As reported: a topic that no report names may have been discussed.
table-hedges = How each text hedges its claims
    .text = text
    .published = published
    .certain = stated
    .says = quoted
    .expects = expected
    .plans = planned
    .considers = considered
    .hopes = hoped
    .might = possible
    .words = words
table-accounts = Each side's account
    .event = event
    .partner = { $partner }
    .importer = { $importer }
    .note = Empty: no account of that side is known.
account = { $says } ({ $tone ->
    [none] no tone noted
   *[other] { $tone }
}; { $source })
table-remarks = Conditions, threats and statements on atmosphere
    .reported = reported on
    .kind = kind
    .by = by
    .says = statement
    .source = source
table-rounds = Rounds
    .round = round
    .days = days
    .place = place
    .met = met
    .absent = absent
    .interval = days since the last
    .reported = reported on
    .confidence = confidence
    .facts = claims
    .note = A round: { $rule }. Days are local to the place of the meeting.
table-contacts = Contacts other than rounds
    .days = days
    .kind = kind
    .status = status
    .what = what
    .reported = reported on
    .confidence = confidence
    .source = source
table-deadlines = Deadlines ahead on { $day }
    .what = what
    .sort = kind
    .set = set on
    .due = due
    .moved = moved on
    .was = was due
    .by = set by
    .consequence = if missed
table-trend = Tests for a trend
    .record = how the record ends
    .m = m
    .laplace = Laplace U
    .laplace-p = exact p
    .mil = MIL-HDBK χ²
    .mil-p = p
    .beta = β
    .beta-unbiased = β unbiased
    .beta-interval = β 90%
    .lewis-robinson = Lewis-Robinson
    .note = m is the number of days that enter a test. With { $gaps ->
        [one] { $gaps } interval
       *[other] { $gaps } intervals
    } a report may use: { $allowed }; not: { $barred }. The order of the intervals alone: permutation p = { $p }, Mann-Kendall τ = { $tau } (p = { $p_tau }).
trend-event = ended at the last round
trend-event-clock = the same, clock started by the act
trend-time = INVALID: the day asked taken as fixed in advance
trend-time-clock = INVALID: the same, clock started by the act
table-bounds = What the articles alone allow, over { $sets ->
    [one] { $sets } set
   *[other] { $sets } sets
} of dates
    .statistic = statistic
    .lowest = lowest
    .highest = highest
statistic-span = days from the first round to the last
statistic-median = median interval, days
statistic-burstiness = burstiness B
statistic-corrected = burstiness A, n = intervals
statistic-laplace = Laplace U, event-truncated
statistic-beta = Crow-AMSAA β, event-truncated
statistic-laplace-time = Laplace U, time-truncated (invalid here)
table-forecast = Probability of a further round, by model
    .model = model
    .about = what it is
    .uncertainty = carries its own uncertainty
    .note = As of { $day }, { $gaps ->
        [one] { $gaps } interval
       *[other] { $gaps } intervals
    }, { $elapsed ->
        [one] { $elapsed } day
       *[other] { $elapsed } days
    } since the last round. { $remark }
before-day = before { $day }
table-reference = The reference class as known by { $known_by }
    .talks = negotiation
    .from = from
    .to = to
    .days = days
    .reported = reported on
    .confidence = confidence
    .note = Left out: { $out }.
table-partners = Partners under the pause, as known by { $known_by }
    .partner = partner
    .days = days observed
    .deal = deal
    .on = on
    .confidence = confidence
    .why = reason for inclusion
table-deal = Probability of a deal
    .by = by
    .partners = judged by the partners of the pause
    .agreements = judged by past free trade agreements
    .came = outcome
    .brier = Brier score
    .log = log score
table-back-test = Back-test, as of each round
    .model = model
    .about = what it is
    .log = mean log score
    .crps = mean CRPS, days
    .hits = inside the 80% interval
    .later-log = later: log score
    .later-crps = later: CRPS, days
    .later-hits = later: inside
    .note = Prior of { $gap } days, weighted as { $weight } intervals throughout. { $since ->
        [none] { "" }
       *[other] Later: rounds not yet known by { $since }.
    } With so few scores, differences between models are noise.
table-ledger = Forecast ledger
    .day = as of
    .claim = claim
    .p = probability
    .range = range
    .came = outcome
    .brier = Brier score
    .log = log score
    .reported = outcome reported on
    .note = Computed anew from what was known on the day of each claim.
check-gaps = the intervals add up to the span of the rounds
check-known = no round was published after the day asked for
check-articles = the articles alone give the same forecast
check-models = the forecast lies within the range of the models
check-days = { $span ->
    [one] { $span } day
   *[other] { $span } days
}
check-later = { $count } later
table-round-sources = Sources of the rounds
    .event = event
    .source = source
    .where = where
    .reported = reported on

# --- parts of cells

value = { $value } { $unit }
value-sense = { $value } { $sense }
publisher-day = { $name } { $day }
publisher-day-apart = { $name }, { $day }
with-reason = { $what }: { $why }
remark = { $says }.
value-money = { DECIMAL($value, digits: 0) } { $currency }
reason-cited = { $why } [{ $cite }]
day-zone = { $day } { $zone }
