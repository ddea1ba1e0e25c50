# **アスタリスク二つで挟んだ語**は太字になる。
# ブリーフィングの冒頭：要点と、最大五つの所見。

bottom-before-talks = **要点：**協議は始まっていない。{ $origin }からの輸入品にかかる{ $importer }の平均関税率は{ PERCENT($rate) }で、{ $announced }。
bottom-no-talks = **要点：**{ $origin }からの輸入品にかかる{ $importer }の平均関税率は{ PERCENT($rate) }。
bottom-nothing-announced = ほかに停止中の関税はない
bottom-announced = さらに年{ MONEY($duty) }分の関税が停止中である
bottom-talks = **要点：**{ $first }以降{ $rounds }回の閣僚級協議を経ても合意に至っていない。{ $goods }が関税負担の{ PERCENT($share, digits: 0) }を占める。
bottom-lapse = { $day }に停止措置が失効すれば、{ $origin }からの輸入品にかかる{ $importer }の平均関税率は{ PERCENT($rate) }から{ PERCENT($then) }に上がる。
bottom-deal-unchanged = **要点：**{ $day }の合意は履行段階にあるが、{ $origin }からの輸入品にかかる{ $importer }の平均関税率は{ PERCENT($rate) }で、まだ変わっていない。
bottom-deal = **要点：**{ $day }の合意は履行段階にあり、{ $origin }からの輸入品にかかる{ $importer }の平均関税率は{ PERCENT($rate) }（合意前日は{ PERCENT($before) }）。

tariffs-now = **現在の関税：**平均関税率は{ PERCENT($rate) }{ $spread ->
    [no] { "" }
   *[yes] （データの前提による幅：{ PERCENT($range) }）
}で、{ $first_day }は{ PERCENT($first) }だった。{ $year }年の貿易額で換算すると年{ MONEY($duty) }に当たる。
tariffs-coverage = 追加関税の対象は貿易額の{ PERCENT($share, digits: 0) }。
tariffs-beside = 同じ法令の下での平均は、{ $others }。
tariffs-other = { $name }が{ PERCENT($rate) }

since = **{ $day }以降：**平均関税率は{ $moved ->
    [up] { POINTS($change) }ポイント上昇
    [down] { POINTS($change) }ポイント低下
   *[no] 変わらず
}{ $more }。
since-rounds = 、閣僚級協議は{ $count }回開催
since-no-round = 、閣僚級協議の開催はなし

positions-open = **双方の立場：**{ $offers }
positions-agreed = **履行状況：**{ $offers }

outlook = **見通し：**{ $round }{ $deal }確信度は{ $confidence }（根拠は{ $intervals }回分の協議の間隔と、比較できる合意{ $deals }件）。
confidence = { $level ->
    [low] 低い
   *[moderate] 中程度
}
outlook-before = **見通し：**{ $round }
outlook-deal = **見通し：**{ $ahead }

watch = **注目点：**{ $deadlines }{ $costly }{ $saving }。
watch-deadline = { $says }（{ $day }）
watch-no-deadline = 期限は設定されていない
watch-costly = 。「{ $title }」の場合は年{ MONEY($difference) }の負担増
watch-saving = 。「{ $title }」の場合は年{ MONEY($difference) }の負担減

without-effect = この日の時点で影響のないシナリオ：{ $titles }。
