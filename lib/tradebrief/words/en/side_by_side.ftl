# Several negotiations beside each other.

side-by-side = On { $day }, by what was known on { $known_by }, { $count ->
    [one] { $count } negotiation is shown
   *[other] { $count } negotiations are shown
}; { $deals ->
    [0] none has led to a deal
    [one] { $deals } has led to a deal
   *[other] { $deals } have led to a deal
}. { $rates }
side-by-side-rates = The average tariff is highest on goods of { $highest } and lowest on those of { $lowest }.
side-by-side-no-rates = Average tariffs cannot be compared yet.
side-by-side-rate = { $name } ({ PERCENT($rate) })
stage = { $stage ->
    [under-way] under way
    [deal-reached] deal reached
   *[not-begun] not begun
}
table-side-by-side = Negotiations on { $day }
    .title = negotiation
    .partner = partner
    .stage = stage
    .rounds = rounds
    .median = median interval, days
    .last = last round
    .deal = deal
    .first = average tariff at first, %
    .rate = average tariff, %
    .range = range across data assumptions, %
    .note = At unchanged trade. Empty: not known here.
table-agreed-terms = Agreed by { $day }
    .title = negotiation
    .term = offer or demand
