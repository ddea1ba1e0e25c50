# 追加関税の帰着についての文。

bearers = 価格と数量の調整後、関税額は{ MONEY($before) }から{ MONEY($duty) }に減る（シミュレーションの{ $level }区間は{ MONEY($range) }）。引き続き輸入される品目の追加関税のうち、輸出者の負担が{ MONEY($exporters) }（{ PERCENT($share, digits: 0) }）、買い手の負担が{ MONEY($buyers) }。死荷重（ハーバーガーの三角形）は年{ MONEY($loss) }で、厚生上は一律{ PERCENT($uniform) }の関税に相当する。

matters = 結果を最も左右する前提は{ LOWER($title) }で、低位から高位まで動かすと、残る関税額は{ MONEY($low) }から{ MONEY($high) }まで変わる。

quota = 枠内税率{ RATE($inside) }、枠外税率{ RATE($outside) }で{ $volume }台の関税割当を設けると、{ $units }台の{ PERCENT($share) }が枠内に収まり、平均税率は{ PERCENT($mean, digits: 2) }、枠の価値は年{ MONEY($worth, digits: 0) }となる。平均税率を{ RATE($target) }まで下げるには{ DECIMAL($needed, digits: 0) }台の枠が要る。
