# 記事の記述についての文。

coverage = { $day }までに知られた記事は{ $texts }本で、独立した情報源は{ $origins }、検証できる記述は{ $claims }件。このほか法令・報告書の記述{ $outside }件を出典のみで記録している。

trust-none = 信頼度を判定した記述はない。
trust = 信頼度の内訳は、{ $grades }。
trust-grade = { $grade }（{ $meaning }）が{ $number }件（{ PERCENT($share, digits: 0) }）

disputes = 複数の答えか複数の情報源がある論点は{ $count }件で、内訳は{ $each }。
disputes-open = 記事の間でなお食い違う論点：{ $questions }。
disputes-settled = 説明のつかない食い違いは残っていない。
disputes-verdict = { $verdict ->
    [agree] 一致{ $count }件
    [lists-differ] 列挙の違い{ $count }件
    [resolved] 決着済み{ $count }件
    [compatible] 両立{ $count }件
    [planned-then-held] 予定後に実施{ $count }件
    [definitions-differ] 定義の違い{ $count }件
    [drift-in-a-copy] 転載での変化{ $count }件
    [texts-of-different-days] 日付の違う記事{ $count }件
    [conflict] 矛盾{ $count }件
    [weaker-copy] 転載での弱い表現{ $count }件
    [changed-over-time] 時間経過による変化{ $count }件
   *[differs-from-the-law] 法令との相違{ $count }件
}

newest-none = この日までに知られた記事はない。
newest = 最新の記事（{ $day }、{ $publisher }）は新たな記述を{ $new }件加え、{ $confirms }件を裏付け、{ $differs }件と食い違う。

contested-none = 複数の記事・情報源が答える論点はない。
contested = 複数の記事・情報源が答える論点{ $count }件のうち、{ $agree }件は一致し、{ $resolved }件は理由を示して決着させた。
contested-open = 未決着：{ $questions }。
contested-settled = 説明のつかない食い違いは残っていない。
