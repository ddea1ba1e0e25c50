# Sentences on the tariffs of selected goods.

goods-none = No goods were asked about.
goods = On { $day }, under acts published by { $known_by }: { $goods }.
good = { $name } { RATE($rate) }
good-changed = { $name } { RATE($rate) } ({ RATE($before) } until { $until })
ahead-none = Under the acts published by then, no further change of these tariffs is scheduled.
ahead = Scheduled without a new act: { $goods }.
good-ahead = { $name } { RATE($rate) } from { $day }
