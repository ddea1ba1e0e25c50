# 国・地域を比べるページの文、表、図。

partners-rank = { $day }時点で{ $name }に対する{ $importer }の平均関税率は{ RATE($rate) }で、高い順に{ $count }か国・地域中{ $rank }位。全体の平均は{ RATE($all) }。
partners-beside = { $name }は{ RATE($own) }、{ $other }は{ RATE($rate) }。{ $side ->
    [more] 差は{ POINTS($gap, digits: 1) }ポイント高く
   *[less] 差は{ POINTS($gap, digits: 1) }ポイント低く
}、うち同種の品目への税率によるものが{ POINTS($treatment, digits: 1, sign: "always") }ポイント、品目構成によるものが{ POINTS($composition, digits: 1, sign: "always") }ポイント。
partners-terms = { $best }並みの条件なら平均{ RATE($low) }、{ $worst }並みなら{ RATE($high) }。現行法令では{ RATE($own) }。
partners-terms-none = 比較する国・地域が指定されていない。

table-partner-rates = 国・地域別の{ $importer }の平均関税率（{ $day }時点）
    .rank = 順位
    .partner = 国・地域
    .law = 法令
    .value = 課税価額、10億ドル
    .mfn = MFN税率、%
    .increase = 上乗せ、ポイント
    .rate = 平均関税率、%
    .range = 範囲、%
    .drivers = 主な要因、ポイント
    .note = { $year }年の貿易による。本ワークブックの法令に欠けているものがある数値の前には「不完全」と記す。内容は下の表に示す。
partners-incomplete = 不完全
table-partner-gaps = 国・地域別に本ワークブックの法令に含まれないもの
    .partner = 国・地域
    .missing = 含まれないもの
table-mix = 待遇と品目構成：{ $whose }と他の国・地域
    .partner = 比較先
    .rate = 比較先の平均、%
    .own = 自国の平均、%
    .difference = 差、ポイント
    .treatment = 待遇、ポイント
    .composition = 構成、ポイント
    .note = 待遇：両者の平均的な品目構成で測った、同種の品目への税率の差。構成：両者の平均的な税率で測った、品目構成の差。合計が差に等しい。
table-terms = 他の国・地域並みの条件なら：{ $whose }（{ $day }時点）
    .partner = 条件
    .rate = 平均関税率、%
    .range = 範囲、%
    .duty = 関税額、10億ドル
    .difference = 法令との差、10億ドル
table-deals = 各国・地域の合意内容
    .partner = 国・地域
    .day = 発表日
    .before = 合意前に発表された相互関税
    .after = { $day }時点の相互関税
    .cars-before = 合意前の乗用車、%
    .cars-after = { $day }時点の乗用車、%
    .gave = 見返り
    .source = その出典
    .note = 合意前後の関税は法令による。見返りは当方の要約。
deals-none = なし

figure-partners = { $name }は{ RATE($rate) }で、{ $count }か国・地域中{ $rank }位
    .about = 貿易額上位{ $shown }か国・地域に対する{ $importer }の平均関税率（{ $day }時点、課税価額に対する%）、線は範囲
    .alt = { $day }時点の{ $shown }か国・地域に対する{ $importer }の平均関税率の棒グラフ。最高は{ $first }の{ RATE($top) }、最低は{ $last }の{ RATE($bottom) }、{ $name }は{ RATE($rate) }。
figure-partner-days = { $name }は{ RATE($start) }から{ RATE($end) }へ、{ $other }は{ RATE($other_start) }から{ RATE($other_end) }へ
    .about = 日ごとの{ $importer }の平均関税率（{ $first }から{ $last }まで、{ $year }年の課税価額に対する%）
    .alt = { $first }から{ $last }までの{ $shown }か国・地域に対する{ $importer }の平均関税率の折れ線グラフ。最終日の{ $name }は{ RATE($end) }。
    .peak = { $name }の最高は{ $day }の{ RATE($rate) }
figure-partner-line = { $name } { RATE($rate) }
