# Figures: the message is the title, which states the finding; .about says what is measured, .alt tells who cannot see the figure what it shows.
# The other parts are labels in the figure.

percent-of-value = % of customs value
billions = billion dollars a year
amount = { DECIMAL($value, digits: 2) }
amount-change = { DECIMAL($value, digits: 2, sign: "always") }
difference = { DECIMAL($value, sign: "always") }
percent = { PERCENT($rate) }
short-day = { SHORTDAY($day) }
short-month = { SHORTMONTH($day) }

# --- tariff exposure

figure-over-time = The average tariff on { $day } is { PERCENT($rate) }; the peak of the period is { PERCENT($peak) }
    .about = Average statutory tariff, % of customs value, at { $year } trade values, { $first } to { $last }
    .alt = Step line of the average statutory tariff from { $first } to { $last }: { PERCENT($first_rate) } at first, at most { PERCENT($peak) } from { $peak_day }, { PERCENT($last_rate) } at the end.
    .mfn = MFN duty
    .peak = { PERCENT($rate) } from { SHORTDAY($day) }

figure-in-briefing = { $lapses ->
    [none] The average tariff is { PERCENT($rate) }, against { PERCENT($first_rate) } on { $first }
   *[other] The average tariff is { PERCENT($rate) } and would rise to { PERCENT($then) } if the pause lapses on { DAYMONTH($lapses) }
}
    .about = Average statutory tariff, % of customs value, at { $year } trade values, { $first } to { $day }{ $lapses ->
        [none] { "" }
       *[other] { "" }; hatched: suspended
    }
    .alt = Step line of the average statutory tariff from { $first } to { $day }: { PERCENT($first_rate) } at first, { PERCENT($rate) } at the end, in { $steps ->
        [one] { $steps } step
       *[other] { $steps } steps
    } of at least 0.2 points{ $lapses ->
        [none] .
       *[other] { "" }; if the pause lapses on { $lapses }, { PERCENT($then) }.
    }
    .flag = { $what }, { DAYMONTH($day) }
    .now = { SHORTDAY($day) }: { PERCENT($rate) }
    .lapses = if the pause lapses:
        { PERCENT($rate) } from { DAYMONTH($day) }

figure-groups = { $group } and { LOWER($second) } carry { PERCENT($both, digits: 0) } of the tariff bill
    .about = Duty by product group, billion dollars a year, and average tariff of each, at { $year } trade values, law of { $day }
    .alt = Bars of duty by product group on { $day }: { $group } carry most, { DECIMAL($duty) } of { DECIMAL($total) } billion dollars ({ PERCENT($share, digits: 0) }), at { PERCENT($rate) }.
    .mfn = MFN duty
    .added = additional tariffs
    .bar = { DECIMAL($duty, digits: 2) } at { PERCENT($rate) }

figure-sectors = { $group } are { PERCENT($trade, digits: 0) } of trade and { PERCENT($share, digits: 0) } of the tariff bill
    .about = Width: customs value in billion dollars; height: average tariff; area: duty. At { $year } trade values, law of { $day }
    .alt = Boxes for each product group, as wide as its trade and as high as its average tariff on { $day }: { $group } have { PERCENT($trade, digits: 0) } of trade and { PERCENT($share, digits: 0) } of the duty; the average tariff is { PERCENT($rate) }.
    .average = average { PERCENT($rate) }
    .trade = customs value, billion dollars a year, groups with the highest tariff first

figure-measures = { $measure ->
    [none] No additional tariff applies
   *[other] { $measure }: { PERCENT($share, digits: 0) } of all duty
}
    .about = Duty by measure, billion dollars a year, at { $year } trade values, law of { $day }{ $held ->
        [yes] { "" }; hatched: suspended
       *[no] { "" }
    }
    .alt = Waterfall of duty by measure on { $day }: from { DECIMAL($mfn) } billion dollars of MFN duty to { DECIMAL($duty) } in all{ $held ->
        [yes] , and { DECIMAL($later) } more that is suspended.
       *[no] .
    }
    .mfn = MFN duty
    .others = Other measures
    .total = Total

figure-scenarios = { $count ->
    [0] No scenario has begun
   *[other] { $high }: { MONEY($difference, sign: "always") } a year, the most of { $count ->
        [one] { $count } scenario
       *[other] { $count } scenarios
    }
}
    .about = Duty under each scenario, billion dollars a year, difference from current law (line) and range across data assumptions (grey), at { $year } trade values, law of { $day }
    .alt = Points of duty under { $count ->
        [one] { $count } scenario
       *[other] { $count } scenarios
    } beside { DECIMAL($duty) } billion dollars under current law{ $count ->
        [0] .
       *[other] : from { DECIMAL($low_duty) } ({ $low }) to { DECIMAL($high_duty) } ({ $high }).
    }
    .axis = billion dollars a year

figure-published = { $near } of { $stated } published rates with a stated method are replicated
    .about = Average tariff as published and as replicated here, % of customs value, by method and day
    .alt = Pairs of points for { $count } published rates and their replication; the largest difference is that of { $worst } on { $day }, { POINTS($off, digits: 2, sign: "always") } points.
    .published = published
    .replicated = replicated here

figure-bridge = { $step ->
    [none] No choice of method separates the two rates
   *[other] The largest step is “{ $step }”: { POINTS($change, digits: 2, sign: "always") } points
}
    .about = From the rate of { $first } to that of { $last } on { $day }, % of customs value, one choice of method at a time; hatched: residual
    .alt = Waterfall from { $first } at { PERCENT($opening, digits: 2) } to { $last } at { PERCENT($closing, digits: 2) } in { $steps ->
        [one] { $steps } step
       *[other] { $steps } steps
    }.

figure-collected = { $months ->
    [0] No month of collected duty lies within these days
   *[other] In { MONTH($month) } customs collected { PERCENT($taken) }, against a statutory rate of { PERCENT($law) }
}
    .about = Statutory rate on the last day of each month and rate collected by { $importer } customs, % of customs value
    .alt = Paired bars for { $months ->
        [one] { $months } month
       *[other] { $months } months
    }: statutory rate on the last day and rate collected{ $months ->
        [0] .
       *[other] ; in the last month { PERCENT($law) } and { PERCENT($taken) }.
    }
    .statutory = statutory, last day
    .collected = collected
    .explained = statutory, timing and composition

# --- incidence

figure-bearers = Exporters bear { PERCENT($share, digits: 0) } of the additional duty on goods still shipped
    .about = Additional duty by who bears it, billion dollars a year, central case, on goods still shipped
    .alt = Stacked bars by product group: exporters bear { DECIMAL($exporters) } and buyers { DECIMAL($buyers) } billion dollars on goods still shipped.
    .exporters = exporters, through lower prices
    .buyers = buyers, through higher prices

figure-assumptions = The result depends most on the { LOWER($assumption) }
    .about = Remaining duty with one assumption at its low or high value and the others at their central values, billion dollars a year
    .alt = Tornado chart of the remaining duty, { DECIMAL($central) } billion dollars in the central case: widest for “{ $assumption }”, { DECIMAL($least) } to { DECIMAL($most) }.
    .low = at its low value
    .high = at its high value
    .axis = remaining duty, billion dollars a year

figure-quota = A quota of { $cars } cars brings the mean tariff to { PERCENT($rate) }
    .about = Mean tariff on { $units } cars a year by in-quota volume
    .alt = Falling line of the mean tariff by in-quota volume: { PERCENT($rate) } at { $cars } cars, { RATE($target) } at { $needed }.
    .now = { $cars } cars: { PERCENT($rate) }
    .needs = { RATE($rate) } takes { $cars } cars
    .cars = in-quota volume, thousand cars a year
    .mean = mean tariff, %

# --- the schedule

figure-path = The tariff on { $code } from { $origin }: { RATE($last) } at the end of the period, { RATE($highest) } at its highest
    .about = Tariff including the MFN duty, % of customs value, as known by { $known_by }; hatched or outlined: rates that did not apply
    .alt = Step chart of the tariff on { $code } from { $origin }: { RATE($first) } on { $first_day }, { RATE($last) } on { $last_day }, in { $steps ->
        [one] { $steps } step
       *[other] { $steps } steps
    }, highest { RATE($highest) } from { $highest_day }{ $aside ->
        [none] .
       *[other] ; beside it { $aside }.
    }
    .aside = { RATE($rate) } { state } from { $day }
    .brief = { RATE($rate) }, { $days ->
        [one] { $days } day
       *[other] { $days } days
    }
    .deal = deal announced { DAYMONTH($day) }
state = { $state ->
    [suspended] suspended
    [first-published] first published
   *[threatened] threatened
}

figure-stack = { $code } from { $origin } faces { RATE($rate) }
    .about = Components of the tariff on { $day }, as known by { $known_by }, % of customs value
    .alt = Stacked bar of the tariff on { $code } from { $origin } on { $day }, as known by { $known_by }: { RATE($rate) }, of { $parts }.
    .part = { $measure } { RATE($rate) }
    .gave-way = gives way: { $measure } on { PERCENT($share, digits: 0) } of the value

figure-acts = { $count ->
    [0] Acts took effect a median of { $median } days after their announcement
    [one] { $count } of { $acts } acts took effect before it was published
   *[other] { $count } of { $acts } acts took effect before they were published
}
    .about = Days on which each act was announced, signed and published, counted from the day it took effect
    .alt = Dot plot of the days of { $acts ->
        [one] { $acts } act
       *[other] { $acts } acts
    } from announcement to effect, a median of { $median } days{ $late ->
        [none] .
       *[other] ; published after taking effect: { $late }.
    }
    .late = { $act } by { $days ->
        [one] { $days } day
       *[other] { $days } days
    }
    .axis = days from the day it took effect
act-day = { $day ->
    [announced] announced
    [signed] signed
    [published] published
   *[other] in effect
}

# --- the texts

figure-origins = { $alone ->
    [0] Every kind of claim has more than one independent origin
    [one] { $alone } of { $kinds } kinds of claim rests on a single origin
   *[other] { $alone } of { $kinds } kinds of claim rest on a single origin
}
    .about = { $claims } claims known by { $day }, by kind and independent origin
    .alt = Matrix of { $claims } claims known by { $day }, { $kinds } kinds by { $origins } independent origins{ $most ->
        [none] ; nothing is known yet.
       *[other] ; { $most } gives most, and { $alone } kinds rest on one origin alone.
    }

figure-clocks = { $ahead } of { $claims } dated claims look ahead of the day they were reported
    .about = Day each claim is about against the day it could first be known, claims known by { $day }
    .alt = Scatter of { $claims } dated claims known by { $day }, the day each is about against the day it could first be known: { $ahead } look ahead, { $after } report on that day or earlier{ $left ->
        [0] .
       *[other] ; { $left } about days outside { $first } to { $last } are not shown.
    }
    .about-day = day a claim is about
    .known-day = day it could first be known
    .told = ● reported on the day or afterwards (larger: more claims)
    .ahead = ◇ looks ahead

# --- the talks

figure-lanes = { $rounds ->
    [0] No round has begun
    [one] One round
   *[other] { $rounds } rounds, { $gaps } days apart
}
    .about = Contacts between the two sides by kind, up to { $day }; open: planned or day uncertain; faint: later; dotted: the day asked about
    .alt = Lane chart of { $contacts ->
        [one] { $contacts } contact
       *[other] { $contacts } contacts
    } between the sides ({ $talks }) in lanes by kind, as of { $day }: { $rounds ->
        [one] { $rounds } ministerial round
       *[other] { $rounds } ministerial rounds
    }{ $gaps ->
        [none] { "" }
       *[other] , { $gaps } days apart
    }{ $ahead ->
        [none] ; no deadline ahead.
       *[other] ; ahead: { $ahead }.
    }
    .leaders = leaders
    .ministers = ministers in person
    .calls = ministers' calls
    .acts = { $importer } acts and deals
    .politics = politics
    .deadline = deadline
    .due = { $what }, { DAYMONTH($day) }
deadline-due = { $says } ({ $day })

figure-calendar = { $count ->
    [0] No deadline lies ahead
   *[other] Next: { $says }, in { $days ->
        [one] { $days } day
       *[other] { $days } days
    }
}
    .about = Deadlines ahead of { $day }; yellow: set by law; grey: set by the parties; ring: earlier due day
    .alt = Timeline of { $count ->
        [one] { $count } deadline
       *[other] { $count } deadlines
    } ahead of { $day }{ $count ->
        [0] .
       *[other] ; the next is { $says }, on { $next }.
    }
    .due = { DAYMONTH($day) } (in { $days ->
        [one] { $days } day
       *[other] { $days } days
    })

figure-intervals = { $count ->
    [0] There is no interval between rounds yet
   *[other] { $chance ->
        [yes] With { $count } intervals, a change of pace cannot be distinguished from chance
       *[no] Intervals between rounds: { $gaps } days
    }
}
    .about = Days between the starts of rounds, and the forecast of the next interval as of { $day }
    .alt = Dot plot of days between { $rounds ->
        [one] { $rounds } ministerial round
       *[other] { $rounds } ministerial rounds
    } as of { $day }: { $gaps } (n = { $count }){ $chance ->
        [yes] ; their order cannot be distinguished from chance (p = { DECIMAL($p, digits: 2) })
       *[no] { "" }
    }{ $forecast ->
        [yes] ; the forecast median of the next interval is { DECIMAL($median, digits: 0) } days, 80% interval { DECIMAL($low, digits: 0) }–{ DECIMAL($high, digits: 0) }.
       *[no] .
    }
    .days = days from start to start
    .next = next
    .p = permutation p = { DECIMAL($p, digits: 3) }
    .fan = median { DECIMAL($median) }
        80%: { DECIMAL($low) }–{ DECIMAL($high) }
    .came = ring: came after { $days }
    .others = other talks
        (n = { $count }; dashed:
        mean { DECIMAL($mean) })

figure-models = { $before ->
    [none] No round had begun to count from
   *[other] A further round before { $before }: { PERCENT($p, digits: 0) }, { PERCENT($low, digits: 0) } to { PERCENT($high, digits: 0) } across models
}
    .about = Probability of a further round, by model, as of { $day } ({ $count ->
        [one] { $count } interval
       *[other] { $count } intervals
    }; bold: default model){ $came ->
        [yes] { "" }; the round came
        [no] { "" }; no round came
       *[unknown] { "" }
    }
    .alt = { $before ->
        [none] Empty dot plot of models as of { $day }: no round had begun to count from.
       *[other] Dot plot of { $models } models' probability of a further round before { $before }, as of { $day }: the default gives { PERCENT($p, digits: 0) }, the models range from { PERCENT($low, digits: 0) } to { PERCENT($high, digits: 0) }.
    }
    .axis = probability (●: carries its own uncertainty; ◆: does not)

figure-deals = { $deals } of { $partners } partners had a deal by { $day }
    .about = Share of the partners under the pause without a deal, by days since it began; band: 95% interval
    .alt = Step curve of the share of { $partners } partners without a deal as of { $day }: { $deals } had one and { PERCENT($share, digits: 0) } were left{ $by ->
        [none] .
       *[other] ; the probability of a deal by { $by } is { PERCENT($p, digits: 0) }.
    }
    .days = days since { $day }
    .share = share without a deal

figure-agreements = { $known ->
    [yes] Half of past free trade agreements were signed within { DECIMAL($middle, digits: 0) } months
   *[no] Fewer than half of past free trade agreements were signed
}
    .about = Share of { $agreements } free trade agreements not yet signed, by months since launch
    .alt = Step curve of the share of { $agreements } free trade agreements not yet signed, by months since launch, as of { $day }{ $known ->
        [yes] : half were signed within { DECIMAL($middle, digits: 0) } months.
       *[no] .
    }
    .months = months since launch
    .share = share not yet signed
    .here = these talks

figure-offers = { $proposals ->
    [0] Nothing had been put forward
   *[other] { $there } of { $proposals } demands and offers are furthest along: { $status }
}
    .about = Demands and offers by interval of the talks, darker for further along, as of { $day } ({ $statements ->
        [one] { $statements } statement
       *[other] { $statements } statements
    })
    .alt = { $proposals ->
        [0] Empty heat map of demands and offers as of { $day }: nothing had been put forward.
       *[other] Heat map of { $proposals } demands and offers over { $intervals } intervals of the talks, as of { $day }: furthest along are { $there }, { $status }.
    }
    .key = grey: not mentioned; marked corner: one unnamed source
    .deal = deal

figure-attendance = { $rounds ->
    [0] No round had begun
   *[other] { $name } attended { $count } of { $rounds ->
        [one] { $rounds } round
       *[other] { $rounds } rounds
    }, more than anyone else
}
    .about = { $importer } counterparts by round, as of { $day }
    .alt = Dot matrix of { $people } counterparts by { $rounds ->
        [one] { $rounds } round
       *[other] { $rounds } rounds
    } as of { $day }; rounds attended: { $counts }.
    .key = ● met, sized by minutes where reported (pale: length not reported)
        ✕ known to have been absent; blank: not reported
