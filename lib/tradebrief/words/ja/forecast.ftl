# 次に起こること（協議、合意、期限）と、予測の成績についての文。
# likelihood は確率を表す言葉で、「…する」に続く。

likelihood = { $level ->
    [almost-none] 可能性はほぼない
    [very-unlikely] 可能性は非常に低い
    [unlikely] 可能性は低い
    [even] 可能性は五分五分
    [likely] 可能性が高い
    [very-likely] 可能性が非常に高い
   *[almost-certain] ことはほぼ確実
}

next-round-after-deal = 合意後のため、次の閣僚級協議は見込まれない。
next-round-none = 閣僚級協議がまだ始まっておらず、次の間隔を数える起点がない。
next-round-few = 間隔が{ $n }回分しかなく、予測の{ PERCENT($share, digits: 0) }が過去の他の交渉に依存するため、数値は表にのみ示す。
next-round = { $day }時点で、{ $before }より前に次の閣僚級協議が開かれる{ $likelihood }：{ PERCENT($p, digits: 0) }（モデルによる幅{ PERCENT($models, digits: 0) }、自らの不確実性を織り込むモデルでは{ PERCENT($bayesian, digits: 0) }）。間隔の中央値は{ DECIMAL($median) }日（{ $median_day }）、{ $central }区間は{ DECIMAL($interval) }日で、{ $n }回分の実績に基づく。
next-round-in-short = { $before }より前に次の閣僚級協議が開かれる{ $likelihood }（{ PERCENT($p, digits: 0) }、モデルによる幅{ PERCENT($models, digits: 0) }）。
next-round-central = 80%

leaning-class = 予測は、当日までに知られていた他の交渉の間隔{ $gaps }回分（平均{ DECIMAL($mean) }日）に依拠し、その重みは本交渉の間隔{ $weight }回分に相当する。
leaning-given = 予測は、指定された間隔{ $mean }日に依拠し、その重みは本交渉の間隔{ $weight }回分に相当する。
leaning-assumed = 当日までに知られていた他の交渉の間隔がないため、予測は仮定した間隔{ $mean }日に依拠し、その重みは本交渉の間隔{ $weight }回分に相当する。
leaning-sensitivity = 重み、平均、分布の形をほかの妥当な値に替えると、予測は{ PERCENT($range, digits: 0) }の幅を取る。

outcome-after-deal = 合意後のため、採点の対象となる次の閣僚級協議はない。
outcome-unknown = 結果は{ $known_by }時点で分かっていない。
outcome-no-round = { $known_by }までに知られた限り、その日より前の閣僚級協議はなかった。
outcome-no-further = { $known_by }までに知られた限り、その後の閣僚級協議はない。
outcome = 次の閣僚級協議は前回から{ $gap }日後の{ $day }に始まり、{ $central }区間に{ $inside ->
    [yes] 収まった
   *[no] 収まらなかった
}。
outcome-scores = 確率の得点はブライア・スコア{ DECIMAL($brier, digits: 3) }、対数スコア{ DECIMAL($log, digits: 3) }。1回の結果で予測の良しあしは決まらない。
outcome-single = 1回の結果で予測の良しあしは決まらない。

deal-made = 協議は{ $day }に合意に達した。
deal-none = 合意に至った国・地域がまだなく、合意までの期間については何も言えない。
deal = { $chances }。停止措置の対象国・地域について延べ{ $days }日で合意が{ $deals }件という実績から判断した。
deal-chance = { $day }までに合意する{ $likelihood }（{ PERCENT($p, digits: 0) }）
deal-agreements = 過去の自由貿易協定の交渉期間から判断すると{ PERCENT($p, digits: 0) }で、どの前例と比べるかによる違いが最も大きい。

deadlines-none = 合意の数が少なく、期限が合意を引き寄せるかどうかは言えない。
deadlines = 事後的にみると、期限の前後{ $window }日以内の合意はそれ以外の日の{ DECIMAL($ratio) }倍の頻度だった（{ $level }区間{ DECIMAL($interval, digits: 1) }、合意{ $deals }件）。
deadlines-level = 95%
deadlines-bunching = 最後の期間の末に集中したかどうかは、偶然と区別できない（p = { DECIMAL($p, digits: 2) }）。
deadlines-caveat = 期間の幅は事後に選んだもので、合意は互いに影響し合っているため、これは予測ではない。

back-test-none = 閣僚級協議の回数が少なく、予測を検証できない。
back-test = { $gaps }回分の間隔について、標準モデルの対数スコアは平均{ DECIMAL($log, digits: 3) }、CRPSは平均{ DECIMAL($crps, digits: 2) }日。{ $rounds }回のうち{ $hits }回が{ $central }区間に収まった。
back-test-no-better = これを上回るモデルはない。
back-test-noise = 最良は{ $model }（{ $about }）で差は{ DECIMAL($lead, digits: 2) }だが、標準誤差が{ DECIMAL($error, digits: 2) }あり、誤差の範囲にとどまる。
back-test-few = 最良は{ $model }（{ $about }）で差は{ DECIMAL($lead, digits: 2) }（標準誤差{ DECIMAL($error, digits: 2) }）だが、{ $rounds }回分の間隔ではモデルを選ぶには少なすぎる。
