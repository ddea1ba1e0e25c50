# 二つの時点の間に新たに分かったことを述べる文。

summary-none = { $first }から{ $last }までの間に、ここに記録した範囲で新たに分かったことはない。
summary = { $first }から{ $last }までに公表された記事・法令は{ $sources }件で、変わったのは{ $kinds }。
summary-asked = { $first }から{ $last }までに公表された記事・法令は{ $sources }件で、{ $as_of }時点の記録のうち変わったのは{ $kinds }。
changed-kind = { $what ->
    [fact] 記述{ $count }件
    [grade] 信頼度{ $count }件
    [event] 動き{ $count }件
    [deadline] 期限{ $count }件
    [measure] 措置{ $count }件
    [proposal] 要求・提案{ $count }件
    [reading] 論点{ $count }件
    [headline] 主要な数値{ $count }件
    [sentence] 文{ $count }件
    [law] 法令の変更{ $count }件
   *[other] { $what }{ $count }件
}

talks-nothing = { $day }以降、協議について新たに分かったことはない。
talks-news = { $day }以降に分かった協議の動きは次のとおり。
talks-occurred = 実施：{ $events }。
talks-planned = 予定：{ $events }。
talks-cancelled = 中止：{ $events }。
talks-reported = 報道：{ $events }。
talks-deadline = 期限：{ $events }。
talks-event = { $title }（{ $days }）

law-nothing = その後公表された法令による関税の変更はない。
law = その後公表された法令による関税の変更：{ $goods }。根拠：{ $acts }。
law-no-good = 対象品目ではなし
law-good = { $name }（{ $before }→{ $after }）
law-act = { $cite }（{ $measures }措置）

questions-none = 答えが変わった論点はない。
questions = 答えが変わった、または情報源が増えた論点は{ $count }件で、{ $named }。
questions-open = なお決着していないのは{ $names }
questions-settled = 未決着のものはない
