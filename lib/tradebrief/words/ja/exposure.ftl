# 関税負担の報告書の文。
# PERCENT・POINTS・MONEY・MONTH は数の書き方を決める。{ $day } だけなら年月日。数のリンクは前後に何を書いても残る。

owed = { $day }時点（{ $known_by }までに公表された法令に基づく）で、{ $origin }からの輸入品にかかる法定の平均関税率は{ PERCENT($rate) }（データの前提による幅：{ PERCENT($range) }）で、MFN税率を{ POINTS($increase) }ポイント上回る。{ $basis }、輸入額{ MONEY($value) }に対する関税額は年{ MONEY($duty) }{ $own }に上る。
owed-own = （{ MONEY($amount, $currency, digits: 2) }）
owed-no-rate = （{ $currency }の為替レートは未登録：seeds/assumptions/に追加）
owed-basis = { $year }年の貿易額で換算すると
owed-coverage = 追加関税の対象は貿易額の{ PERCENT($share, digits: 0) }。
owed-collected = { $importer }税関が{ MONTH($day) }に{ $origin }からの輸入額{ MONEY($value) }に対して徴収した関税は{ MONEY($duty) }{ $own }で、徴収率は{ PERCENT($rate, digits: 2) }、MFN税率を{ POINTS($increase, digits: 2) }ポイント上回る。

changed-not = 平均関税率は、対象期間の初日から変わっていない。
changed = 平均関税率が最後に{ $direction ->
    [up] 上昇
   *[down] 低下
}したのは{ $day }で、{ PERCENT($old) }から{ PERCENT($new) }になった。{ $first }から{ $last }までに取った{ $steps }通りの水準のうち、最高は{ $peak_day }からの{ PERCENT($peak) }である。

groups = { $first }が貿易額の{ PERCENT($trade, digits: 0) }に対し関税額の{ PERCENT($share, digits: 0) }を占め、平均関税率は{ PERCENT($rate) }。これに{ LOWER($second) }（{ MONEY($duty) }、{ PERCENT($second_rate) }）が続く。

measures-none = 適用中の追加関税はない。
measures = 追加関税の大半は{ $largest }による。
measure = { $title }（年{ MONEY($duty) }）
measures-suspended = このほか年{ MONEY($duty) }分が停止中で、停止措置が失効すれば適用される。
measures-not-suspended = 停止中の関税はない。

scenarios-none = この日までに始まるシナリオは登録されていない。
scenarios = { $count }通りのシナリオのうち、{ $costly }{ $cheap }
scenarios-costliest = 負担が最も大きいのは「{ $title }」（{ $against }）、
scenarios-none-costs-more = 現行法より負担が増えるものはなく、
scenarios-largest-saving = 負担減が最も大きいのは「{ $title }」（{ $against }）。
scenarios-none-saves = 負担が減るものはない。
scenario-against-the-law = 年{ MONEY($difference, sign: "always") }、平均関税率{ PERCENT($rate) }

published = 算出方法が示された公表値{ $count }件のうち{ $near }が、方法の不明な部分から生じうる幅の中で再現できる。差が最も大きいのは{ $day }の{ $title }で、公表値{ PERCENT($published, digits: 2) }に対し再現値は{ PERCENT($computed, digits: 2) }。
published-all = 全件

bridge = { $start }（再現値{ PERCENT($start_rate, digits: 2) }）から{ $end }（同{ PERCENT($end_rate, digits: 2) }）までの差のうち、主な要因は{ $steps }（単位はポイント）。
bridge-step = { $title }（{ POINTS($change, digits: 2, sign: "always") }）
bridge-no-step = なし
bridge-residual = 残差は{ POINTS($rest, digits: 2, sign: "always") }ポイント。

collected-none = この期間に、徴収実績のある月はない。
collected = { MONTH($month) }の徴収率は{ PERCENT($collected, digits: 2) }で、月末時点の法定税率は{ PERCENT($statutory, digits: 2) }。差の内訳は、時期のずれ{ POINTS($timing, digits: 2, sign: "always") }ポイント、品目構成{ POINTS($coverage, digits: 2, sign: "always") }ポイント、残差{ POINTS($rest, digits: 2, sign: "always") }ポイント。

claims = 記事に現れる企業・貿易の数値{ $count }件のうち、{ $checked }件は統計表と照合できる。
claims-misleading = 正しいが誤解を招くものがある：{ $claim }。
claims-none-misleading = 誤解を招くものはない。
claim-why = { $claim }（{ $why }）

checks-failed = 満たされない検証項目がある：{ $names }。
checks = { $count }項目の検証はすべて満たされている。
