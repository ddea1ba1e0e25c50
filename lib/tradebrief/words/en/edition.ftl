# The edition: what changed since the last one, its archive, its feed and its mail.

# --- the page of what changed

edition-title = What changed since { $since }
edition-talks = The talks
edition-tariffs = Tariffs
edition-numbers = Numbers of the briefing
edition-positions = Demands and offers
edition-claims = New claims
edition-corrections = Corrected or recorded late
edition-sources = Sources
edition-no-number = No number of the briefing has moved.
edition-effective = { $count ->
    [one] { $count } duty that was published before took effect or ended in between.
   *[other] { $count } duties that were published before took effect or ended in between.
}
edition-corrected = { $count ->
    [one] { $count } record about the time up to { $day } was added, changed or withdrawn
   *[other] { $count } records about the time up to { $day } were added, changed or withdrawn
} after the edition of that day.

table-changed = { $what ->
    [event] Events
    [deadline] Deadlines
    [measure] Duties changed by what was published in between
    [law] Duties that took effect or ended in between
    [proposal] Demands and offers
   *[headline] Counts, and tariffs on selected goods
}
    .which = which
    .before = before
    .after = after
    .cause = source or cause
    .day = day
changed-in = { $talks }: { $title }
table-numbers = Numbers that moved
    .number = number
    .before = before
    .after = after
    .change = change
table-causes = Why they moved
    .number = number
    .what = what differs
    .step = source, act or step of the calculation
    .note = The steps in which the chains behind the two numbers differ, the first { $most } of each.
table-new-claims = Claims that came out
    .claim = claim
    .value = value
    .text = text
    .reported = reported on
table-corrections = Records as they stood in the last edition and as they stand now
    .what = what
    .which = which
    .before = in the last edition
    .after = now

number-average-tariff = average tariff
    .value = { PERCENT($number) }
    .moved = { POINTS($number, digits: 2, sign: "+") } points
number-duty = tariff bill, a year
    .value = { MONEY($number) }
    .moved = { MONEY($number, sign: "+") }
number-coverage = share of trade with an additional tariff
    .value = { PERCENT($number) }
    .moved = { POINTS($number, digits: 2, sign: "+") } points
number-if-lapsed = average tariff if the pause lapses
    .value = { PERCENT($number) }
    .moved = { POINTS($number, digits: 2, sign: "+") } points
number-rounds = ministerial rounds
    .value = { $number }
    .moved = { DECIMAL($number, digits: 0, sign: "+") }
number-next-round = chance of another round before { $day }
    .value = { PERCENT($number, digits: 0) }
    .moved = { POINTS($number, digits: 1, sign: "+") } points
number-deal = chance of a deal by { $day }
    .value = { PERCENT($number, digits: 0) }
    .moved = { POINTS($number, digits: 1, sign: "+") } points

number-none = –

cause-figures = { $kind }, other figures
cause-another = { $kind }, replaced
cause-gone = { $kind }, no longer
cause-known = { $kind }, newly known
cause-added = { $kind }, new
cause-kind = { $kind ->
    [fact] fact
    [passage] passage
    [text] text
    [origin] origin
    [act] act
    [table] data
    [formula] calculation
    [simulation] simulation
    [assumption] assumption
    [convention] convention
    [scenario] scenario
   *[parameter] parameter
}
cause-alike = { $says }, and { $count } more by the same
cause-more = and { $count } more

# --- the archive and the feed

archive-title = Editions of the briefing
archive-skip = Skip to the editions
archive-count = { $count ->
    [one] { $count } edition
   *[other] { $count } editions, the newest first
}
archive-feed = Feed (Atom)
archive-languages = Language of this page
archive-edition = { $day }{ $number ->
    [1] { "" }
   *[other] { " " }(no. { $number } of the day)
}
archive-briefing = Briefing
archive-changes = What changed
archive-part = { $part }:
archive-format = { $format ->
    [html] page
    [pdf] PDF
    [docx] Word
   *[xlsx] Excel
}

# --- the mail

mail-subject = Briefing of { $day }
mail-changed = Since { $since }:
mail-attached = Attached: { $files }
