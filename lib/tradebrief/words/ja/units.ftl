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

# 記録がまだないときにページに表示する文と追加の方法。
gap-talks = 交渉の記録はまだない{ $name }：seeds/talks/NAME.yamlを追加し、workbook.yamlの「talks」に記す。
gap-measures = 関税措置の記録はまだない{ $name }：seeds/measures/NAME.yamlを追加するか、措置を持つワークブックを取り込む。
gap-trade = 貿易の表はまだない{ $name }：「tradebrief trade build」で品目データから作成する。
gap-conventions = 算出方法の記録はまだない{ $name }：seeds/conventions/NAME.yamlを追加するか、「methods」を取り込む。
gap-classes = 参照クラスの記録はまだない{ $name }：seeds/classes/NAME.yamlを追加するか、「methods」を取り込む。
gap-assumptions = 前提の記録はまだない{ $name }：low、central、highを記したseeds/assumptions/NAME.yamlを追加する。
gap-figures = 数値表はまだない{ $name }：CSVと説明ファイルを追加し、workbook.yamlの「tables」に記す。
gap-goods = 表示する品目はまだない{ $name }：workbook.yamlの「goods」にHSコードを記す。
gap-articles = 記事の記録はまだない{ $name }：「tradebrief new article」で下書きを作成する。
