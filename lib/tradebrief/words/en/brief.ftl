# **Words between stars** stand out.
# The top of the briefing: the bottom line, and at most five findings.

bottom-before-talks = **Bottom line:** The talks have not begun. Imports from { $origin } face an average { $importer } tariff of { PERCENT($rate) }, and { $announced }.
bottom-no-talks = **Bottom line:** Imports from { $origin } face an average { $importer } tariff of { PERCENT($rate) }.
bottom-nothing-announced = no further tariff is suspended
bottom-announced = a further { MONEY($duty) } a year is suspended
bottom-talks = **Bottom line:** { $rounds ->
    [one] { $rounds } ministerial round has
   *[other] { $rounds } ministerial rounds since { $first } have
} not produced a deal. { $goods } account for { PERCENT($share, digits: 0) } of the tariff bill.
bottom-lapse = If the pause lapses on { $day }, the average { $importer } tariff on imports from { $origin } rises from { PERCENT($rate) } to { PERCENT($then) }.
bottom-deal-unchanged = **Bottom line:** The deal of { $day } is in its follow-up and has not yet changed the average { $importer } tariff on imports from { $origin }, { PERCENT($rate) }.
bottom-deal = **Bottom line:** The deal of { $day } is in its follow-up: the average { $importer } tariff on imports from { $origin } is { PERCENT($rate) }, against { PERCENT($before) } on the eve of the deal.

tariffs-now = **Tariffs now:** an average of { PERCENT($rate) }{ $spread ->
    [no] { "" }
   *[yes] { " " }(range across data assumptions { PERCENT($range) })
}, against { PERCENT($first) } on { $first_day }: { MONEY($duty) } a year at { $year } trade values.
tariffs-coverage = They apply to { PERCENT($share, digits: 0) } of trade.
tariffs-beside = Under the same law goods of other partners face { $others } on average.
tariffs-other = { PERCENT($rate) } ({ $name })

since = **Since { $day }:** the average tariff is { $moved ->
    [up] up { POINTS($change) } points
    [down] down { POINTS($change) } points
   *[no] unchanged
}{ $more }.
since-rounds = { "" }; { $count ->
    [one] { $count } ministerial round was
   *[other] { $count } ministerial rounds were
} held
since-no-round = { "" }; no round was held

positions-open = **Positions:** { $offers }
positions-agreed = **Follow-up:** { $offers }

outlook = **Outlook:** { $round } { $deal } Confidence is { $confidence } ({ $intervals ->
    [one] { $intervals } interval
   *[other] { $intervals } intervals
} between rounds, { $deals ->
    [one] { $deals } comparable deal
   *[other] { $deals } comparable deals
}).
confidence = { $level ->
    [low] low
   *[moderate] moderate
}
outlook-before = **Outlook:** { $round }
outlook-deal = **Outlook:** { $ahead }

watch = **Watch:** { $deadlines }{ $costly }{ $saving }.
watch-deadline = { $day }, { $says }
watch-no-deadline = no deadline is set
watch-costly = { "" }; “{ $title }” would add { MONEY($difference) } a year
watch-saving = { "" }; “{ $title }” would save { MONEY($difference) } a year

without-effect = Without effect on this day: { $titles }.
