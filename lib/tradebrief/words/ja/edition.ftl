# 定期版：前回からの変化、一覧、フィード、メール。

# --- 変化のページ

edition-title = { $since }以降の変化
edition-talks = 協議
edition-tariffs = 関税
edition-numbers = ブリーフィングの数値
edition-positions = 要求と提案
edition-claims = 新たな記述
edition-corrections = 訂正と遅れて記録されたもの
edition-sources = 出典
edition-no-number = 数値の変化はない。
edition-effective = 既に公表されていた措置のうち、この間に発効または終了したものは{ $count }件。
edition-corrected = { $day }版の作成後に追加・変更・撤回された同日までの記録は{ $count }件。

table-changed = { $what ->
    [event] 動き
    [deadline] 期限
    [measure] この間の公表により変わった関税
    [law] この間に発効または終了した関税
    [proposal] 要求・提案
   *[headline] 件数と主な品目の税率
}
    .which = 対象
    .before = 変更前
    .after = 変更後
    .cause = 出典・理由
    .day = 日付
changed-in = { $talks }：{ $title }
table-numbers = 変化した数値
    .number = 数値
    .before = 前回
    .after = 今回
    .change = 増減
table-causes = 変化の理由
    .number = 数値
    .what = 違い
    .step = 出典・法令・計算の段階
    .note = 二つの数値の根拠のうち異なる段階を、それぞれ初めの{ $most }件まで示す。
table-new-claims = この間に公表された記述
    .claim = 記述
    .value = 値
    .text = 記事
    .reported = 報道日
table-corrections = 前回の版での記録と現在の記録
    .what = 種類
    .which = 対象
    .before = 前回の版
    .after = 現在

number-average-tariff = 平均関税率
    .value = { PERCENT($number) }
    .moved = { POINTS($number, digits: 2, sign: "+") }ポイント
number-duty = 年間の関税額
    .value = { MONEY($number) }
    .moved = { MONEY($number, sign: "+") }
number-coverage = 追加関税の対象となる貿易の割合
    .value = { PERCENT($number) }
    .moved = { POINTS($number, digits: 2, sign: "+") }ポイント
number-if-lapsed = 停止期間が終了した場合の平均関税率
    .value = { PERCENT($number) }
    .moved = { POINTS($number, digits: 2, sign: "+") }ポイント
number-rounds = 閣僚級協議の回数
    .value = { $number }回
    .moved = { DECIMAL($number, digits: 0, sign: "+") }
number-next-round = { $day }より前に次の協議が開かれる確率
    .value = { PERCENT($number, digits: 0) }
    .moved = { POINTS($number, digits: 1, sign: "+") }ポイント
number-deal = { $day }までに合意する確率
    .value = { PERCENT($number, digits: 0) }
    .moved = { POINTS($number, digits: 1, sign: "+") }ポイント

number-none = –

cause-figures = { $kind }（数値の変更）
cause-another = { $kind }（差し替え）
cause-gone = { $kind }（なくなったもの）
cause-known = { $kind }（新たに判明）
cause-added = { $kind }（追加）
cause-kind = { $kind ->
    [fact] 記述
    [passage] 該当箇所
    [text] 記事
    [origin] 情報源
    [act] 法令
    [table] データ
    [formula] 計算
    [simulation] シミュレーション
    [assumption] 仮定
    [convention] 算出方法
    [scenario] シナリオ
   *[parameter] パラメーター
}
cause-alike = { $says }（同じ変化がほか{ $count }件）
cause-more = ほか{ $count }件

# --- 一覧とフィード

archive-title = ブリーフィングの各版
archive-skip = 各版の一覧へ
archive-count = 全{ $count }版（新しい順）
archive-feed = フィード（Atom）
archive-languages = このページの言語
archive-edition = { $day }{ $number ->
    [1] { "" }
   *[other] （同日第{ $number }版）
}
archive-briefing = ブリーフィング
archive-changes = 変化
archive-part = { $part }：
archive-format = { $format ->
    [html] ページ
    [pdf] PDF
    [docx] Word
   *[xlsx] Excel
}

# --- メール

mail-subject = { $day }のブリーフィング
mail-changed = { $since }以降の変化：
mail-attached = 添付：{ $files }
