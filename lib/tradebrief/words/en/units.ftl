# Units and names that other messages use.

usd = ${ $amount }
jpy = ¥{ $amount }
currency = { $sign }{ $amount }

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
