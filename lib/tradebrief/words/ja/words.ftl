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
word-visit = 訪米
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
word-japan = 日本
word-china = 中国
