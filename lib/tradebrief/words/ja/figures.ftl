# 図：メッセージが題名で、分かったことを述べる。.about は何を示す図か、.alt は図を見られない読者への説明。ほかの部分は図中の言葉。

percent-of-value = 課税価額に対する%
billions = 年間、億ドル
amount = { DECIMAL($value) }
amount-change = { DECIMAL($value, digits: 1, sign: "always") }
difference = { DECIMAL($value, digits: 0, sign: "always") }
percent = { PERCENT($rate) }
short-day = { SHORTDAY($day) }
short-month = { SHORTMONTH($day) }

# --- 関税負担

figure-over-time = { $day }の平均関税率は{ PERCENT($rate) }、期間中の最高は{ PERCENT($peak) }
    .about = 法定の平均関税率、課税価額に対する%、{ $year }年の貿易額で換算、{ $first }～{ $last }
    .alt = { $first }から{ $last }までの法定の平均関税率の階段状の線。初めは{ PERCENT($first_rate) }、最高は{ $peak_day }からの{ PERCENT($peak) }、終わりは{ PERCENT($last_rate) }。
    .mfn = MFN税率
    .peak = { SHORTDAY($day) }から{ PERCENT($rate) }

figure-in-briefing = { $lapses ->
    [none] 平均関税率は{ PERCENT($rate) }（{ $first }は{ PERCENT($first_rate) }）
   *[other] 平均関税率は{ PERCENT($rate) }、{ DAYMONTH($lapses) }に停止措置が失効すれば{ PERCENT($then) }に上昇
}
    .about = 法定の平均関税率、課税価額に対する%、{ $year }年の貿易額で換算、{ $first }～{ $day }{ $lapses ->
        [none] { "" }
       *[other] 。斜線：停止中
    }
    .alt = { $first }から{ $day }までの法定の平均関税率の階段状の線。初めは{ PERCENT($first_rate) }、終わりは{ PERCENT($rate) }で、0.2ポイント以上の変化は{ $steps }回{ $lapses ->
        [none] 。
       *[other] 。{ $lapses }に停止措置が失効すれば{ PERCENT($then) }。
    }
    .flag = { $what }、{ DAYMONTH($day) }
    .now = { SHORTDAY($day) }：{ PERCENT($rate) }
    .lapses = 停止措置が失効すれば
        { DAYMONTH($day) }から{ PERCENT($rate) }

figure-groups = { $group }と{ LOWER($second) }で関税負担の{ PERCENT($both, digits: 0) }
    .about = 品目群別の関税額（年間、億ドル）と平均関税率、{ $year }年の貿易額で換算、{ $day }の法令による
    .alt = { $day }の品目群別の関税額の棒グラフ。最大は{ $group }で、{ DECIMAL($total, digits: 0) }億ドルのうち{ DECIMAL($duty, digits: 0) }億ドル（{ PERCENT($share, digits: 0) }）、平均関税率は{ PERCENT($rate) }。
    .mfn = MFN税率
    .added = 追加関税
    .bar = { DECIMAL($duty) }（{ PERCENT($rate) }）

figure-sectors = { $group }は貿易額の{ PERCENT($trade, digits: 0) }、関税負担の{ PERCENT($share, digits: 0) }
    .about = 幅：課税価額（億ドル）、高さ：平均関税率、面積：関税額。{ $year }年の貿易額で換算、{ $day }の法令による
    .alt = { $day }の品目群ごとの箱で、幅は貿易額、高さは平均関税率。{ $group }は貿易額の{ PERCENT($trade, digits: 0) }、関税額の{ PERCENT($share, digits: 0) }。全体の平均関税率は{ PERCENT($rate) }。
    .average = 平均{ PERCENT($rate) }
    .trade = 課税価額（年間、億ドル）、関税率の高い品目群から順

figure-measures = { $measure ->
    [none] 適用中の追加関税はない
   *[other] { $measure }が関税額全体の{ PERCENT($share, digits: 0) }
}
    .about = 措置別の関税額（年間、億ドル）、{ $year }年の貿易額で換算、{ $day }の法令による{ $held ->
        [yes] 。斜線：停止中
       *[no] { "" }
    }
    .alt = { $day }の措置別の関税額のウォーターフォール図。MFN税率による{ DECIMAL($mfn, digits: 0) }億ドルから合計{ DECIMAL($duty, digits: 0) }億ドルまで{ $held ->
        [yes] 。このほか停止中が{ DECIMAL($later, digits: 0) }億ドル。
       *[no] 。
    }
    .mfn = MFN税率
    .others = その他の措置
    .total = 合計

figure-scenarios = { $count ->
    [0] 始まったシナリオはない
   *[other] 「{ $high }」は年{ MONEY($difference, sign: "always") }で、{ $count }通りのシナリオ中最大
}
    .about = シナリオ別の関税額（年間、億ドル）、現行法との差（線）、データの前提による幅（灰色）。{ $year }年の貿易額で換算、{ $day }の法令による
    .alt = { $count }通りのシナリオの関税額を示す点（現行法は{ DECIMAL($duty, digits: 0) }億ドル）{ $count ->
        [0] 。
       *[other] 。{ DECIMAL($low_duty, digits: 0) }億ドル（{ $low }）から{ DECIMAL($high_duty, digits: 0) }億ドル（{ $high }）まで。
    }
    .axis = 年間、億ドル

figure-published = 算出方法が示された公表値{ $stated }件のうち{ $near }件を再現
    .about = 平均関税率の公表値とここでの再現値、課税価額に対する%、方法・日付別
    .alt = 公表値{ $count }件とその再現値を対にした点。差が最も大きいのは{ $day }の{ $worst }で、{ POINTS($off, digits: 2, sign: "always") }ポイント。
    .published = 公表値
    .replicated = 再現値

figure-bridge = { $step ->
    [none] 二つの税率を分ける方法上の違いはない
   *[other] 最大の要因は「{ $step }」：{ POINTS($change, digits: 2, sign: "always") }ポイント
}
    .about = { $first }の税率から{ $last }の税率まで、方法を一つずつ変えた場合（{ $day }、課税価額に対する%）。斜線：残差
    .alt = { $first }の{ PERCENT($opening, digits: 2) }から{ $last }の{ PERCENT($closing, digits: 2) }まで{ $steps }段階のウォーターフォール図。

figure-collected = { $months ->
    [0] この期間に徴収実績のある月はない
   *[other] { MONTH($month) }の徴収率は{ PERCENT($taken) }、法定税率は{ PERCENT($law) }
}
    .about = 各月末の法定税率と{ $importer }税関による徴収率、課税価額に対する%
    .alt = { $months }か月分の月末の法定税率と徴収率を並べた棒グラフ{ $months ->
        [0] 。
       *[other] 。最後の月は{ PERCENT($law) }と{ PERCENT($taken) }。
    }
    .statutory = 法定税率（月末）
    .collected = 徴収率
    .explained = 法定税率＋時期のずれ＋品目構成

# --- 帰着

figure-bearers = 引き続き輸入される品目の追加関税の{ PERCENT($share, digits: 0) }を輸出者が負担
    .about = 負担者別の追加関税（年間、億ドル）、中央のケース、引き続き輸入される品目
    .alt = 品目群別の積み上げ棒グラフ。引き続き輸入される品目で、輸出者の負担は{ DECIMAL($exporters, digits: 0) }億ドル、買い手の負担は{ DECIMAL($buyers, digits: 0) }億ドル。
    .exporters = 輸出者（値下げ）
    .buyers = 買い手（値上がり）

figure-assumptions = 結果を最も左右する前提は{ LOWER($assumption) }
    .about = 前提を一つずつ低位・高位に動かし、ほかを中央に置いた場合に残る関税額（年間、億ドル）
    .alt = 残る関税額のトルネード図（中央のケースは{ DECIMAL($central, digits: 0) }億ドル）。幅が最も大きいのは「{ $assumption }」で、{ DECIMAL($least, digits: 0) }億ドルから{ DECIMAL($most, digits: 0) }億ドル。
    .low = 低位の値
    .high = 高位の値
    .axis = 残る関税額（年間、億ドル）

figure-quota = { $cars }台の枠で平均税率は{ PERCENT($rate) }
    .about = 年間{ $units }台の自動車の平均税率（枠の大きさ別）
    .alt = 枠の大きさに応じて下がる平均税率の線。{ $cars }台で{ PERCENT($rate) }、{ $needed }台で{ RATE($target) }。
    .now = { $cars }台：{ PERCENT($rate) }
    .needs = { RATE($rate) }には{ $cars }台
    .cars = 枠、年間千台
    .mean = 平均税率、%

# --- 関税率表

figure-path = { $origin }産{ $code }の関税率は期末に{ RATE($last) }、最高時は{ RATE($highest) }
    .about = MFN税率を含む関税率、課税価額に対する%、{ $known_by }までに知られたもの。斜線または枠線：適用されなかった税率
    .alt = { $origin }産{ $code }の関税率の階段状の図。{ $first_day }は{ RATE($first) }、{ $last_day }は{ RATE($last) }で、{ $steps }段階、最高は{ $highest_day }からの{ RATE($highest) }{ $aside ->
        [none] 。
       *[other] 。別に{ $aside }。
    }
    .aside = { $day }からの{ RATE($rate) }（{ state }）
    .brief = { RATE($rate) }、{ $days }日間
    .deal = { DAYMONTH($day) }に合意発表
state = { $state ->
    [suspended] 停止
    [first-published] 当初の公表
   *[threatened] 警告のみ
}

figure-stack = { $origin }産{ $code }の関税率は{ RATE($rate) }
    .about = { $day }の関税率の内訳（{ $known_by }までに知られたもの）、課税価額に対する%
    .alt = { $day }の{ $origin }産{ $code }の関税率の積み上げ棒グラフ（{ $known_by }までに知られたもの）。{ RATE($rate) }の内訳は{ $parts }。
    .part = { $measure }：{ RATE($rate) }
    .gave-way = 譲る措置：{ $measure }（価額の{ PERCENT($share, digits: 0) }について）

figure-acts = { $count ->
    [0] 法令の発表から発効までは中央値で{ $median }日
   *[other] { $acts }件の法令のうち{ $count }件は公表前に発効
}
    .about = 各法令の発表日、署名日、公表日（発効日を0とする日数）
    .alt = { $acts }件の法令の日付を示す点。発表から発効までは中央値で{ $median }日{ $late ->
        [none] 。
       *[other] 。発効後に公表されたもの：{ $late }。
    }
    .late = { $act }（{ $days }日後）
    .axis = 発効日からの日数
act-day = { $day ->
    [announced] 発表
    [signed] 署名
    [published] 公表
   *[other] 発効
}

# --- 記事

figure-origins = { $alone ->
    [0] どの種類の記述にも複数の独立した情報源がある
   *[other] { $kinds }種類の記述のうち{ $alone }種類は単一の情報源に基づく
}
    .about = { $day }までに知られた記述{ $claims }件、種類・独立した情報源別
    .alt = { $day }までに知られた記述{ $claims }件の行列。{ $kinds }種類と独立した情報源{ $origins }{ $most ->
        [none] 。まだ何も知られていない。
       *[other] 。最も多いのは{ $most }で、{ $alone }種類は単一の情報源に基づく。
    }

figure-clocks = 日付のある記述{ $claims }件のうち{ $ahead }件は報道日より先の事柄
    .about = 各記述の対象日と、最初に知り得た日。{ $day }までに知られた記述
    .alt = { $day }までに知られた日付のある記述{ $claims }件の散布図。対象日と最初に知り得た日を示し、{ $ahead }件は先の事柄、{ $after }件は当日以前の事柄{ $left ->
        [0] 。
       *[other] 。対象日が{ $first }～{ $last }の外にある{ $left }件は示していない。
    }
    .about-day = 記述の対象日
    .known-day = 最初に知り得た日
    .told = ● 当日以後に報道（大きいほど記述が多い）
    .ahead = ◇ 先の事柄

# --- 協議

figure-lanes = { $rounds ->
    [0] 閣僚級協議は始まっていない
    [one] 閣僚級協議は1回
   *[other] 閣僚級協議は{ $rounds }回、間隔は{ $gaps }日
}
    .about = { $day }までの双方の接触（種類別）。白抜き：予定または日付不確定、淡色：その後、点線：基準日
    .alt = { $day }時点の双方の接触{ $contacts }件を種類別の段に並べた図「{ $talks }」。閣僚級協議は{ $rounds }回{ $gaps ->
        [none] { "" }
       *[other] 、間隔は{ $gaps }日
    }{ $ahead ->
        [none] 。今後の期限はない。
       *[other] 。今後の期限：{ $ahead }。
    }
    .leaders = 首脳
    .ministers = 閣僚（対面）
    .calls = 閣僚（電話）
    .acts = { $importer }の法令と合意
    .politics = 政治日程
    .deadline = 期限
    .due = { $what }、{ DAYMONTH($day) }
deadline-due = { $says }（{ $day }）

figure-calendar = { $count ->
    [0] 今後の期限はない
   *[other] 次の期限は{ $days }日後：{ $says }
}
    .about = { $day }以降の期限。黄色：法令による、灰色：当事者による、輪：旧期日
    .alt = { $day }以降の期限{ $count }件の時系列図{ $count ->
        [0] 。
       *[other] 。次は{ $next }の「{ $says }」。
    }
    .due = { DAYMONTH($day) }（{ $days }日後）

figure-intervals = { $count ->
    [0] 閣僚級協議の間隔はまだない
   *[other] { $chance ->
        [yes] { $count }回分の間隔では、頻度の変化は偶然と区別できない
       *[no] 閣僚級協議の間隔は{ $gaps }日
    }
}
    .about = 閣僚級協議の開始日の間隔（日）と、{ $day }時点での次の間隔の予測
    .alt = { $day }時点の{ $rounds }回の閣僚級協議の間隔を示す点：{ $gaps }日（n = { $count }）{ $chance ->
        [yes] 。並びは偶然と区別できない（p = { DECIMAL($p, digits: 2) }）
       *[no] { "" }
    }{ $forecast ->
        [yes] 。次の間隔の予測は中央値{ DECIMAL($median, digits: 0) }日、80%区間{ DECIMAL($low, digits: 0) }～{ DECIMAL($high, digits: 0) }日。
       *[no] 。
    }
    .days = 開始日の間隔、日
    .next = 次回
    .p = 並べ替えp = { DECIMAL($p, digits: 3) }
    .fan = 中央値{ DECIMAL($median) }
        80%：{ DECIMAL($low) }～{ DECIMAL($high) }
    .came = 輪：実際は{ $days }日後
    .others = 他の交渉
        （n = { $count }、破線：
        平均{ DECIMAL($mean) }）

figure-models = { $before ->
    [none] 起点となる閣僚級協議が始まっていない
   *[other] { $before }より前に次の閣僚級協議が開かれる確率は{ PERCENT($p, digits: 0) }（モデルにより{ PERCENT($low, digits: 0) }～{ PERCENT($high, digits: 0) }）
}
    .about = 次の閣僚級協議が開かれる確率（モデル別、{ $day }時点、間隔{ $count }回分、太字：標準モデル）{ $came ->
        [yes] 。実際に開かれた
        [no] 。開かれなかった
       *[unknown] { "" }
    }
    .alt = { $before ->
        [none] { $day }時点のモデルの空の図。起点となる閣僚級協議が始まっていない。
       *[other] { $day }時点で、{ $before }より前に次の閣僚級協議が開かれる確率を{ $models }通りのモデルで示した点。標準モデルは{ PERCENT($p, digits: 0) }、モデルの幅は{ PERCENT($low, digits: 0) }から{ PERCENT($high, digits: 0) }。
    }
    .axis = 確率（●：自らの不確実性を織り込む、◆：織り込まない）

figure-deals = { $day }までに{ $partners }か国・地域のうち{ $deals }か国・地域が合意
    .about = 停止措置の対象国・地域のうち合意に至っていない割合、停止開始からの日数別。帯：95%区間
    .alt = { $day }時点で合意に至っていない割合を示す階段状の線（対象は{ $partners }か国・地域）。{ $deals }か国・地域が合意し、{ PERCENT($share, digits: 0) }が未合意{ $by ->
        [none] 。
       *[other] 。{ $by }までに合意する確率は{ PERCENT($p, digits: 0) }。
    }
    .days = { $day }からの日数
    .share = 未合意の割合

figure-agreements = { $known ->
    [yes] 過去の自由貿易協定の半数は{ DECIMAL($middle, digits: 0) }か月以内に署名
   *[no] 署名に至った過去の自由貿易協定は半数未満
}
    .about = 未署名の自由貿易協定の割合（{ $agreements }件中）、交渉開始からの月数別
    .alt = { $day }時点で未署名の自由貿易協定の割合を示す階段状の線（{ $agreements }件、交渉開始からの月数別）{ $known ->
        [yes] 。半数は{ DECIMAL($middle, digits: 0) }か月以内に署名された。
       *[no] 。
    }
    .months = 交渉開始からの月数
    .share = 未署名の割合
    .here = 今回の協議

figure-offers = { $proposals ->
    [0] 提示されたものはない
   *[other] 要求・提案{ $proposals }件のうち最も進んだ{ $there }件は「{ $status }」
}
    .about = 協議の時期別の要求・提案（濃いほど進んだ段階）、{ $day }時点（発言・報道{ $statements }件）
    .alt = { $proposals ->
        [0] { $day }時点の要求・提案の空のヒートマップ。提示されたものはない。
       *[other] { $day }時点の要求・提案{ $proposals }件のヒートマップ（協議の{ $intervals }期間）。最も進んだ{ $there }件は「{ $status }」。
    }
    .key = 灰色：言及なし、角の印：匿名の情報源一つのみ
    .deal = 合意

figure-attendance = { $rounds ->
    [0] 閣僚級協議は始まっていない
   *[other] 出席が最も多いのは{ $name }で、{ $rounds }回中{ $count }回
}
    .about = { $importer }側の出席者（協議別）、{ $day }時点
    .alt = { $day }時点の相手側{ $people }人と{ $rounds }回の閣僚級協議の点の図。出席回数は{ $counts }。
    .key = ● 会談（大きさは報じられた分数、淡色は時間の報道なし）
        ✕ 欠席が判明、空白は報道なし
