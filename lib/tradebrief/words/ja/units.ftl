# ほかの文で使う単位、名前、言い回し。

usd = { $amount }ドル
jpy = { $amount }円
currency = { $amount }{ $sign }

# 列挙、範囲、引用。
row = { $items }
more = ほか{ $count }件
none = なし
quoted = 「{ $name }」

# 不確かな日付・期間：文中と表。
day-long = { $day }
day-month = { DAYMONTH($day) }
day-uncertain = { $day }（日付不確定）
day-within = { $days }のいずれかの日
days-from-to = { $first }～{ $last }
days-by = { $last }まで
days-about = { $day }頃

# idで表す出来事：番号、日付。
round = 第{ $number }回協議
event-on = { $what }（{ $day }）
between-parts = 、
between-answers = ；
