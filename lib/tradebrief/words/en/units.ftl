# Units and names that other messages use.

usd = ${ $amount }
jpy = ¥{ $amount }

party = { $code ->
    [AUS] Australia
    [CAN] Canada
    [CHN] China
    [GBR] the United Kingdom
    [JPN] Japan
    [MEX] Mexico
    [SGP] Singapore
    [USA] the United States
   *[other] { $code }
}
party-short = { $code ->
    [USA] US
   *[other] { party }
}

# Names in a row, ranges, quotes.
row = { $items }
more = { $count } more
none = none
quoted = “{ $name }”

# Days that are uncertain or last: in a sentence, and as a table writes them.
day-long = { $day }
day-month = { DAYMONTH($day) }
day-uncertain = { $day }, day uncertain
day-within = a day from { $days }
days-from-to = { $first } to { $last }
days-by = by { $last }
days-about = about { $day }

# Events by their ids: of a number, of a day.
round = round { $number }
event-on = { $what } { $day }
between-parts = { ", " }
between-answers = { "; " }
