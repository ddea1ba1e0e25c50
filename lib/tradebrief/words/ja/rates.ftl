# 主な品目の関税についての文。

goods-none = 対象品目の指定がない。
goods = { $day }時点（{ $known_by }までに公表された法令に基づく）の関税率：{ $goods }。
good = { $name }{ RATE($rate) }
good-changed = { $name }{ RATE($rate) }（{ $until }に{ RATE($before) }から変更）
ahead-none = 公表済みの法令では、これらの関税に今後の変更予定はない。
ahead = 新たな法令がなくとも予定されている変更：{ $goods }。
good-ahead = { $name }は{ $day }から{ RATE($rate) }
