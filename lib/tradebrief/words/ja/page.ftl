# 報告書の中身の周りに置く言葉。

page-skip = 本文へ
page-asked = この報告書の条件
page-contents = 目次
page-footnotes = 脚注
page-lineage = 数値の出所
page-colophon = このページの作成条件
page-parameters = パラメーター
    .name = 名前
    .value = 値
    .meaning = 意味
page-setup = 準備用コード
page-code = この節のコード
page-table = 表
page-control = JupyterLabでのみ動く操作部品：{ $name }
page-undescribed = 説明のない図。
page-nothing = なし
page-yes = はい
page-no = いいえ
page-made-notebook = ノートブック
    .value = { $name }、SHA-256 { $hash }
page-made-read = 読み込んだファイル
    .value = { $files }件、SHA-256 { $hash }
    .none = なし
page-made-english = 英語のまま示した語句
    .value = { $count }件
page-source = { $first ->
    [same] 出典{ $last }
   *[other] 出典{ $first }～{ $last }
}
