# 複数の交渉の比較。

side-by-side = { $day }時点（{ $known_by }までの情報）で{ $count }件の交渉を示す。{ $deals ->
    [0] 合意に至ったものはない
   *[other] うち{ $deals }件が合意に至った
}。{ $rates }
side-by-side-rates = 平均関税率は{ $highest }の産品が最も高く、{ $lowest }の産品が最も低い。
side-by-side-no-rates = 平均関税率はまだ比較できない。
side-by-side-rate = { $name }（{ PERCENT($rate) }）
stage = { $stage ->
    [under-way] 協議中
    [deal-reached] 合意
   *[not-begun] 開始前
}
table-side-by-side = { $day }時点の交渉
    .title = 交渉
    .partner = 相手
    .stage = 段階
    .rounds = 協議の回数
    .median = 間隔の中央値（日）
    .last = 直近の協議
    .deal = 合意
    .first = 当初の平均関税率（%）
    .rate = 平均関税率（%）
    .range = データの前提による幅（%）
    .note = 貿易が変わらないとした場合。空欄はここでは不明。
table-agreed-terms = { $day }までの合意事項
    .title = 交渉
    .term = 要求・提案
