# レポート一覧のページ(index.html)。
# {first} などの一重の波かっこは、ページのスクリプトが数字で埋める。変えないこと。

front-title = レポート一覧
front-skip = レポートへ移動
front-count = レポート{ $reports }件
front-none-failed = 失敗なし
front-some-failed = 失敗{ $failed }件

front-bottom-line = 要点
front-read = レポートを読む:
front-latest = 最新
front-day = { $day }

front-failed = 失敗したレポート
front-failed-note = 前回作成したページはそのまま残る。名前のリンク先は、エラーを記録したノートブック。
front-failed-more = ほか{ $count }件
front-failed-cell = セル{ $cell }
front-failed-early = 最初のセルの前

front-questions = 問い
front-reports = 問い別のレポート
front-filters = レポートを探す
front-search = 検索
front-question = 問い
front-all-questions = すべての問い
front-language = 言語
front-all-languages = すべての言語
front-from = 開始日
front-to = 終了日
front-clear = 条件を解除
front-shown = 全{ $all }件中{ $first }~{ $last }件
front-nothing-shown = 条件に合うレポートはない。
front-pages = ページ
front-page = { $page }/{ $pages }ページ
front-previous = 前へ
front-next = 次へ

front-compare = 二つのレポートを比較
front-earlier = 一つ目のレポート
front-later = 二つ目のレポート
front-compare-how = このページのフォルダーで次のコマンドを実行すると、比較のページができる:
front-compared = 作成済みの比較
