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

# What a page says where the workbook has no record of a kind yet, and how to add one.
gap-talks = No negotiation yet{ $name }: add its file as seeds/talks/NAME.yaml and name it as “talks” in workbook.yaml.
gap-measures = No measure yet{ $name }: add one as seeds/measures/NAME.yaml, or include a workbook that has them.
gap-trade = No table of trade yet{ $name }: make one of its lines with “tradebrief trade build”.
gap-conventions = No convention yet{ $name }: add one as seeds/conventions/NAME.yaml, or include the workbook “methods”.
gap-classes = No reference class yet{ $name }: add one as seeds/classes/NAME.yaml, or include the workbook “methods”.
gap-assumptions = No assumption yet{ $name }: add it as seeds/assumptions/NAME.yaml, with low, central and high.
gap-figures = No table yet{ $name }: add its CSV with a sidecar and name it under “tables” in workbook.yaml.
gap-goods = No good to show yet{ $name }: name HS codes as “goods” in workbook.yaml.
gap-articles = No text yet{ $name }: draft one with “tradebrief new article”.
