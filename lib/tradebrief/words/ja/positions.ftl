# 双方の要求と提案についての文。

status = { $level ->
    [1] 検討中
    [2] 準備済み
    [3] 相手側に提示
    [4] 文書で提示
    [5] 合意
   *[6] 実施
}

offers-none = { $day }までに、いずれの側の要求・提案も報じられていない。
offers = { $day }までに報じられた要求・提案は{ $count }件で、{ $agreed ->
    [no] 「{ $status }」より先に進んだものは知られていない
   *[yes] 最も進んだものは「{ $status }」の段階にある
}。
offers-risen = 初報時より進んだもの：{ $names }。
offers-not-risen = 初報時より進んだものはない。

lone-none-yet = 提示されたものがなく、匿名の情報源のみに基づくものもない。
lone-none = 1本の記事の匿名の情報源のみに基づくものはない。言及がないことは報道がないことを意味し、撤回を意味しない。
lone = { $cells }項目のうち{ $lone }項目は、1本の記事の匿名の情報源のみに基づく。言及がないことは報道がないことを意味し、撤回を意味しない。

meetings-none = 閣僚級協議はまだ始まっておらず、会談した相手はいない。
meetings = { $rounds }回の閣僚級協議への出席は、多い順に{ $often }。
meeting-count = { $name }{ $count }回
meetings-absent = 欠席が分かっているのは{ $absent }。
meeting-absent = { $name }（{ $round }）
meetings-none-absent = 欠席が分かっている者はいない。

topics-none = 閣僚級協議はまだ始まっておらず、議題の報道はない。
topics = { $round }で新たに報じられた議題：{ $came }。報じられなくなった議題：{ $went }。
topics-nothing = なし

accounts-none = 双方の説明がそろう会談はない。
accounts = 双方の説明がそろう会談は{ $count }回で、論調が食い違うのは{ $apart }。
accounts-none-apart = なし

remarks-none = 条件、警告、雰囲気に関する発言は報じられていない。
remarks = 報じられた発言は{ $kinds }。
remarks-conditions = 条件{ $count }件
remarks-threats = 警告{ $count }件
remarks-atmosphere = 雰囲気{ $count }件
remarks-threat = 直近の警告は{ $day }に報じられた「{ $says }」。
remarks-no-threat = 警告は報じられていない。

hedging-none = 記事はまだ出ていない。
hedging = { $texts }本の記事の記述{ $claims }件のうち、{ PERCENT($share, digits: 0) }は事実として述べられるか引用され、残りは予定、見通し、期待、可能性である。
