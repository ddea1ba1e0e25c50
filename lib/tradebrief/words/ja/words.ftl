# Words of fixed lists in Japanese: topics of rounds (ids in seeds are lists, so they cannot stand beside themselves),
# short names of publishers, kinds and statuses, types and grounds of measures, claims.

# topics
word-aircraft = 航空機
word-all-tariffs = すべての関税
word-aluminium = アルミ
word-baseline-tariff = 一律10%の関税
word-cars = 自動車
word-chips = 半導体
word-critical-minerals = 重要鉱物
word-economic-security = 経済安全保障
word-exchange-rates = 為替
word-farm-imports = 農産物の輸入
word-implementation = 合意の実施
word-investment = 投資
word-medicines = 医薬品
word-non-tariff-measures = 非関税措置
word-pause-expiry = 停止期限
word-reciprocal-tariff = 相互関税
word-refunds = 還付
word-rice = コメ
word-stacking = 関税の上乗せ
word-steel = 鉄鋼
word-supply-chains = 供給網
word-surcharge = 輸入課徴金
word-trade-expansion = 貿易拡大
word-troop-hosting-costs = 駐留経費

# publishers as tables name them in short
word-asahi = 朝日新聞
word-jiji = 時事通信
word-kyodo = 共同通信
word-japan-times = ジャパンタイムズ
word-yomiuri = 読売新聞
word-white-house = ホワイトハウス
word-white-house-fact-sheet = ホワイトハウスのファクトシート
word-commerce-notice = 商務省通知

# kinds of events, of remarks; statuses; confidence
word-round = 閣僚級協議
word-visit = 訪問
word-meeting = 会談
word-leaders-meeting = 首脳会談
word-call = 電話協議
word-leaders-call = 電話首脳会談
word-threat = 警告
word-deal = 合意
word-signing = 署名
word-understanding = 了解
word-politics = 政治日程
word-condition = 条件
word-tone = 雰囲気
word-occurred = 実施
word-planned = 予定
word-cancelled = 中止
word-reported = 報道
word-high = 高
word-medium = 中
word-low = 低
word-memory = 記憶
word-unnamed = 匿名
word-the-writer = 記者
word-optimistic = 楽観的
word-guarded = 慎重
word-pessimistic = 悲観的

# types and grounds of measures
word-section-232 = 通商拡大法232条
word-section-301 = 通商法301条
word-section-122 = 通商法122条
word-section-321 = 関税法321条
word-emergency-powers = 国際緊急経済権限法（IEEPA）
word-trade-agreement = 通商合意
word-column-1 = MFN税率（第1欄）
word-reciprocal-duty = 相互関税
word-emergency-duty = 緊急権限に基づく追加関税
word-section-122-surcharge = 輸入課徴金
word-section-301-duty = 通商法301条関税
word-mfn-duty = MFN関税
word-exemption = 免除
word-de-minimis-relief = 少額免税（デミニミス）
word-section-232-autos = 通商拡大法232条（自動車）
word-section-232-auto-parts = 通商拡大法232条（自動車部品）
word-section-232-heavy-vehicles = 通商拡大法232条（中・大型トラック）
word-section-232-steel = 通商拡大法232条（鉄鋼）
word-section-232-aluminium = 通商拡大法232条（アルミ）
word-section-232-copper = 通商拡大法232条（銅）
word-section-232-metals = 通商拡大法232条（金属）
word-section-232-wood = 通商拡大法232条（木材）
word-section-232-drones = 通商拡大法232条（ドローン）
word-section-232-pharmaceuticals = 通商拡大法232条（医薬品）
word-section-232-polysilicon = 通商拡大法232条（ポリシリコン）
word-section-232-semiconductors = 通商拡大法232条（半導体）

# partners of a reference class, by id
word-european-union = EU
word-korea = 韓国
word-indonesia = インドネシア
word-philippines = フィリピン
word-india = インド
word-switzerland = スイス
word-taiwan = 台湾
word-thailand = タイ
word-malaysia = マレーシア
word-vietnam = ベトナム
word-united-kingdom = 英国
word-china = 中国
word-hong-kong = 香港
word-argentina = アルゼンチン
word-el-salvador = エルサルバドル
word-ecuador = エクアドル
word-guatemala = グアテマラ
word-cambodia = カンボジア
word-pakistan = パキスタン
word-eu = EU
word-legal = 法定
word-occasion = 節目
word-political = 政治
word-working-level = 事務級
word-latest = 最新

# 記述の種類
word-tariff-rate = 関税率
word-tariff-act = 関税に関する法令
word-trade-figure = 貿易の数値
word-company-figure = 企業の数値
word-planned-meeting = 予定された会談
word-participant = 出席者
word-offer = 提案
word-demand = 要求
word-position = 立場
word-deadline = 期限
word-prospect = 見通し
word-third-country-deal = 第三国との合意
word-role = 役職
word-context = 背景
word-meeting-held = 実施された会談
word-topic = 議題
word-source-note = 情報源の注記
word-market-reaction = 市場の反応
word-economic-figure = 経済の数値

# 判定
word-agree = 一致
word-conflict = 矛盾
word-differs-from-the-law = 法令との相違
word-resolved = 決着済み
word-drift-in-a-copy = 転載での変化
word-weaker-copy = 転載での弱い表現
word-definitions-differ = 定義の違い
word-changed-over-time = 時間経過による変化
word-planned-then-held = 予定後に実施
word-compatible = 両立
word-lists-differ = 列挙の違い
word-texts-of-different-days = 日付の違う記事
word-holds = 一致
word-holds-but-misleads = 正しいが誤解を招く
word-differs = 不一致
word-no-data = データなし
word-disputed = 解釈の相違
word-postponed = 延期
word-rewritten = 遡及変更
word-not-in-force = 未発効
word-read = 閲読
word-the-values-differ-and-nothing-here-decides-between-them = 値が異なり、いずれが正しいかの決め手がない
word-one-page-carries-texts-of-different-days-each-is-dated-on-its-own-and-none-by-its-neighbour = 一つのページに日付の異なる記事が載っており、それぞれに日付を付け、隣の記事の日付は用いない

# 信頼度
word-official-text-or-both-sides-on-record = 公文書または双方の公式発言
word-two-independent-origins-or-more = 二つ以上の独立した情報源
word-one-origin-source-named-or-the-writer-s-own-voice = 一つの情報源（実名または記者自身の記述）
word-one-origin-sources-without-a-name-or-our-own-inference-from-a-text = 一つの情報源（匿名または記事からの推定）
word-in-a-derived-copy-only = 転載のみ

# 値の意味と単位
word-additional = 追加分
word-total = 合計
word-base = 基本税率
word-baseline-part = 一律部分
word-country-part = 国別部分
word-sources = 件の情報源
word-visits = 回の訪問
word-trips = 回の訪問
word-rounds = 回
word-times = 回
word-days = 日
word-minutes = 分
word-years = 年
word-suppliers = 社
word-partners = か国・地域
word-tonnes = トン
word-tonnes-a-year = トン（年間）
word-usd = ドル
word-jpy = 円
word-asia-tokyo = 日本時間
word-asia-seoul = 韓国時間
word-utc = 協定世界時
word-america-new-york = 米東部時間
word-europe-berlin = 中欧時間
word-by-the-tariff-schedule = 関税率表による
word-tariff-schedule = 関税率表
word-cars-a-year = 台（年間）

# 検証項目
word-groups-of-products-add-up-to-the-duty = 品目群の合計が関税額と一致する
word-measures-add-up-to-what-is-additional = 措置の合計が追加関税額と一致する
word-control-totals-of-the-trade-table-are-met = 貿易統計表の総額と一致する
word-the-range-across-data-assumptions-holds-the-rate = 税率がデータの前提による幅の中に収まる
word-published-rates-lie-as-near-as-their-conventions-are-told = 公表値との差が、方法の説明に応じた範囲に収まる
word-the-matrix-counts-every-fact-once = すべての記述が一度だけ数えられている
word-every-fact-has-a-grade = すべての記述に信頼度がある
word-every-fact-can-be-followed-to-a-passage = すべての記述が記事中の該当箇所にたどれる
word-nothing-was-published-after-the-day-asked-for = 基準日より後に公表されたものを含まない

# 検定と予測モデル
word-the-gaps-themselves = 間隔そのもの
word-any-statistic-with-a-name = 名のある統計量
word-median = 中央値
word-permutation-p = 並べ替え検定のp値
word-shrunk-forecast-with-its-range-over-models = 縮小推定による予測とモデルの幅
word-accelerating = 「加速」という表現
word-bursty = 「バースト的」という表現
word-p-from-a-normal-approximation = 正規近似によるp値
word-plug-in-intervals = プラグイン区間
word-pit-histogram = PITヒストグラム
word-mann-kendall = マン・ケンドール検定
word-lewis-robinson = ルイス・ロビンソン検定
word-all-of-these = 以上のすべて
word-hawkes = ホークス過程
word-covariates = 説明変数
word-reference-class-only = 前例のみ
word-shrunk = 縮小推定
word-averaged-over-shapes = 形状を平均
word-own-gaps-only = 本交渉の間隔のみ
word-plug-in-exponential = プラグイン指数分布
word-plug-in-gamma = プラグインガンマ分布
word-plug-in-weibull = プラグインワイブル分布
word-plug-in-crow-amsaa = プラグインCrow-AMSAA
word-gamma-gaps-our-own-left-out = ガンマ分布、本交渉の間隔を用いない
word-shapes-1-to-4-weighted-by-how-well-they-foretold-our-gaps = 形状1～4を、本交渉の間隔への予測力で加重
word-exponential-gaps-no-class = 指数分布、前例を用いない
word-the-mean-so-far-taken-for-the-truth = これまでの平均を真の値とみなす
word-the-likeliest-gamma-taken-for-the-truth = 最尤のガンマ分布を真とみなす
word-the-likeliest-weibull-taken-for-the-truth = 最尤のワイブル分布を真とみなす
word-the-likeliest-trend-carried-on = 最尤の傾向を延長
word-shrunk-the-default = 縮小推定（標準モデル）
word-averaged-over-shapes-1-to-4 = 形状1～4を平均
word-own-gaps-only-lomax = 本交渉の間隔のみ（ロマックス分布）
word-the-last-gap-again-lognormal = 直前の間隔を繰り返す（対数正規分布）
word-no-round-had-begun = 協議は始まっていない

# 税率再現の段階
word-trade-in-the-denominator = 分母の貿易額
word-duty-on-goods-under-chapters-98-and-99 = 98・99類の品目への関税
word-metal-share-of-mixed-goods = 混合品の金属の割合
word-conditions-claimed-as-for-civil-aircraft = 適用申請の想定（民間航空機など）
word-reading-of-the-law = 法令の解釈
word-mfn-duty-in-or-out = MFN税率の算入
word-days-counted-from = 起算日
word-free = 無税
word-charged = 課税
word-none = なし
word-all-chapters = 全類
word-the-acts = 法令
word-the-rate-of-each-line = 品目ごとの税率

# 企業の数値
word-honda = ホンダ
word-mitsubishi-motors = 三菱自動車
word-nissan = 日産自動車
word-seven-makers = 7社
word-subaru = SUBARU
word-toyota = トヨタ自動車
word-mazda = マツダ
word-suzuki = スズキ
word-gross = グロス
word-net = ネット
word-as-reported = 公表のまま
word-not-stated = 記載なし
word-maximum = 最大値
word-mixed = 混在
word-guidance = 見通し
word-actual = 実績
word-operating-profit-hit = 営業利益への影響
word-operating-profit-hit-after-measures = 営業利益への影響（対策後）
word-operating-profit-hit-before-measures = 営業利益への影響（対策前）
word-tariff-impact = 関税の影響
word-tariff-burden = 関税負担
word-gross-tariff-burden = 関税負担（グロス）
word-tariff-cost = 関税コスト
word-duty-cost = 関税コスト
word-net-profit = 純利益
word-net-result = 純損益
word-withheld = 非開示
word-profit-reduction = 減益額
word-up-to = 最大
word-earnings-erosion = 業績への影響
word-combined = 合算
word-combined-forecast = 見通しの合算
word-two-reports-differ = 2本の報道で異なる
word-more-than-this = これを上回る

# GDP推計
word-forecast = 見通し
word-short-medium = 短期・中期
word-cumulative = 累積
word-fiscal-years = 年度（複数）
word-fiscal-year = 年度
word-annual = 年間
word-medium-high = 中～高

# 貿易統計の品目
word-all-goods = 全品目
word-motor-vehicles = 自動車
word-buses-and-trucks = バス・トラック
word-parts-of-motor-vehicles = 自動車部品
word-machinery = 一般機械
word-power-generating-machine = 原動機
word-construction-machines = 建設機械
word-machinery-for-semiconductors = 半導体製造装置
word-electrical-machinery = 電気機器
word-chemicals = 化学製品
word-medical-products = 医薬品
word-iron-and-steel-products = 鉄鋼
word-nonferrous-metals = 非鉄金属
word-foodstuff = 食料品
word-scientific-and-optical-instruments = 科学光学機器
word-motorcycles-autocycles = 二輪自動車
word-rubber-manufactured = ゴム製品
word-export = 輸出
word-import = 輸入

# 適用条件と課税対象部分
word-metal-content-aluminium = アルミ含有分
word-metal-content-steel = 鉄鋼含有分
word-metal-content-copper = 銅含有分
word-civil-aircraft = 民間航空機
word-below-the-chip-threshold = 基準値未満の半導体
word-generic-medicine = 後発医薬品
word-low-value-parcel = 小口貨物

# 貿易統計表の出典

# パラメーターの名前と値
word-as-of = 基準日
word-known-by = 情報の時点
word-since = 前回の日付
word-talks = 交渉
word-goods = 品目
word-clock = 公表日の基準
word-language = 言語
word-ja = 日本語
word-publisher = 発行地の日付
word-scenario = シナリオ
word-first = 最初の日
word-last = 最後の日
word-convention = 算出方法
word-code = HSコード
word-origin = 原産国
word-article = 記事
word-kind = 種類
word-round-rule = 協議の数え方
word-start = 開始日
word-prior-weight = 事前分布の重み
word-prior-gap = 事前分布の間隔
word-class = 前例の平均
word-quota-cars = 枠（台）
word-quota-inside = 枠内税率
word-quota-outside = 枠外税率
word-quota-like = 比較する税率
word-bridge-from = 比較の起点
word-bridge-to = 比較の終点
word-bridge-day = 比較の日付

# 変化の種類と、件数の名
word-fact = 記述
word-event = 動き
word-measure = 措置
word-proposal = 要求・提案
word-headline = 主要な数値
word-reading = 論点
word-sentence = 文
word-texts-known = 知られた記事の数
word-facts-known = 知られた記述の数
word-independent-origins = 独立した情報源の数
word-contested-questions = 決着していない論点の数
