# 双方がどの程度の頻度で会っているかについての文。

rounds-none = { $day }までに閣僚級協議は始まっていない。
rounds-none-planned = { $day }までに閣僚級協議は始まっておらず、予定は{ $planned }。
rounds-planned = { $says }（{ $day }）
rounds-one = { $day }までの閣僚級協議は{ $first }の{ $count }回。
rounds = { $day }までの閣僚級協議は{ $first }から{ $last }までの{ $count }回で、{ $n ->
   *[other] 開始日の間隔
}は{ $gaps }日。

median-none = 間隔が{ $gaps }回分しかなく、要約統計量は意味を持たない。
median = 間隔の中央値は{ $median }日（{ $gaps }回分）で、半数は中央値から{ $deviation }日以内にある。

cadence-none = { $gaps }回分の間隔では、協議の頻度が高まっているかどうかは分からない。
cadence-chance = 協議の間隔は{ $turn }いるように見えるが、{ $gaps }回分では偶然と区別できない（{ $test }）。
cadence-even = 間隔に方向性はみられない（{ $test }、{ $gaps }回分）。
cadence-few = 間隔の並びは偶然には起こりにくい（{ $test }）が、{ $gaps }回分では傾向と呼ぶには少なすぎる。
cadence-trend = 協議の間隔は{ $turn }いる（{ $test }、マン・ケンドールのτ = { DECIMAL($tau, digits: 2) }、p = { DECIMAL($p_tau, digits: 3) }）。
cadence-faster = 短くなって
cadence-slower = 長くなって
cadence-closer = 短くなって
cadence-apart = 長くなって
permutation-exact = { $orders }通りの並びについての正確並べ替え検定、p = { DECIMAL($p, digits: 2) }
permutation-drawn = 無作為に抽出した{ $orders }通りの並びについての並べ替え検定、p = { DECIMAL($p, digits: 2) }

trap-none = 終点を固定した場合の違いを示すには、5回分の間隔が要る。
trap = 基準日があらかじめ決まっていたとみなすとルイス・ロビンソン統計量は{ DECIMAL($wrong, digits: 2) }となるが、最後の閣僚級協議で打ち切る正しい方法では{ DECIMAL($right, digits: 2) }である。記事は協議の後に出るため、記事の日付はあらかじめ決まったものではない。

articles-none = 記事だけでは、2回分の閣僚級協議がまだ確認できない。
articles-dated = 記事だけで、すべての閣僚級協議の日付が分かる。
articles-open = 記事だけでは、{ $count }回の閣僚級協議（第{ $numbers }回）の日付が定まらない。
articles-median = あり得る{ $sets }通りの日付の組み合わせすべてについて、間隔の中央値は{ $median }日の幅を取り、
articles-span = 初回から最終回までの期間は{ $span }日である。

deadlines-ahead = 今後の期限：{ $deadlines }。
