"""The words of the pages about those who receive."""

from mamoru.policy.words import Word

KINDS: dict[str, Word] = {
    "third_party": Word("第三者", "third party"),
    "contractor": Word("業務委託先", "contractor"),
    "joint_user": Word("共同利用者", "joint user"),
    "successor": Word("事業の承継者", "successor of the business"),
    "state_body": Word("国の機関・地方公共団体", "state or local body"),
    "ad_distributor": Word("広告配信事業者", "distributor of advertising"),
}
STATUSES: dict[str, Word] = {
    "active": Word("有効", "active"),
    "suspended": Word("停止中", "suspended"),
    "ended": Word("終了", "ended"),
}
WAYS: dict[str, Word] = {
    "provide": Word("第三者提供", "provision"),
    "entrust": Word("委託", "entrustment"),
    "share": Word("共同利用", "joint use"),
}
PLACES: dict[str, Word] = {
    "JP": Word("日本", "Japan"),
    "designated": Word("同等の水準と認められた国", "a country recognised as equal"),
    "abroad": Word("その他の外国", "any other foreign country"),
}
CHANGES: dict[str, Word] = {
    "registered": Word("登録", "registered"),
    "changed": Word("変更", "changed"),
    "renamed": Word("名称変更", "renamed"),
    "suspended": Word("停止", "suspended"),
    "resumed": Word("再開", "resumed"),
    "ended": Word("終了", "ended"),
    "merged": Word("合併", "merged"),
}
CASE_STATES: dict[str, Word] = {
    "asked": Word("承認待ち", "waits for approval"),
    "approved": Word("承認済み", "approved"),
    "refused": Word("不承認", "refused"),
    "closed": Word("終了", "closed"),
}
CASES: dict[str, Word] = {
    "4(1)": Word("4(1) 本人の事前の同意", "4(1) prior consent"),
    "4(2)": Word("4(2) 法令に基づく場合", "4(2) required by law"),
    "4(3)": Word("4(3) 生命・身体・財産の保護", "4(3) to protect life, body or property"),
    "4(4)": Word("4(4) 公衆衛生・児童の育成", "4(4) public health, growth of children"),
    "4(5)": Word("4(5) 国の機関等への協力", "4(5) cooperation with the state"),
    "4(6)": Word("4(6) 事業の承継", "4(6) succession of the business"),
    "opt_out": Word("オプトアウト(認められません)", "opt-out (never allowed)"),
}
STAGES: dict[str, Word] = {
    "due_diligence": Word("承継前の調査", "looked into"),
    "closing": Word("承継", "closed"),
}
DUE: dict[str, Word] = {
    "assessment": Word("審査", "assessment"),
    "contract": Word("契約", "contract"),
    "review": Word("見直し", "review"),
    "deletion": Word("返還・消去", "return or deletion"),
    "incident": Word("事故への対応", "incident"),
}
DUE_STATES: dict[str, Word] = {
    "ahead": Word("予定", "ahead"),
    "soon": Word("まもなく", "soon"),
    "late": Word("期限超過", "late"),
}
ANSWERS: dict[str, Word] = {
    "yes": Word("はい", "yes"),
    "partly": Word("一部", "partly"),
    "no": Word("いいえ", "no"),
}
PAGES: dict[str, Word] = {
    "parties": Word("提供先・委託先", "Parties"),
    "cases": Word("第 4 条の事例", "Cases of clause 4"),
    "joint": Word("共同利用", "Joint use"),
    "hands": Word("引渡し", "Hand-overs"),
    "due": Word("委託先の期限", "Due of contractors"),
}
LIST: dict[str, Word] = PAGES | {
    "title": PAGES["parties"],
    "lead": Word(
        "個人情報を受け取ることのできる相手の一覧です。ここにない相手には、何も渡せません。",
        "Those who may receive personal information. Nothing can be handed to anybody else.",
    ),
    "caption": Word("登録した相手", "Registered parties"),
    "add": Word("相手を登録する", "Register a party"),
    "name": Word("名称", "Name"),
    "kind": Word("区分", "Kind"),
    "status": Word("状態", "Status"),
    "ready": Word("受け取れるか", "May it receive"),
    "is_ready": Word("受け取れる", "yes"),
    "lacks": Word("不足 {count} 件", "{count} missing"),
    "country": Word("国", "Country"),
    "since": Word("登録・変更", "Noted"),
}
PARTY: dict[str, Word] = PAGES | {
    "what": Word("登録内容", "Particulars"),
    "matter": Word("内容", "What"),
    "kind": Word("区分", "Kind"),
    "word": Word("ポリシーでの呼び名", "What the policy calls it"),
    "status": Word("状態", "Status"),
    "address": Word("住所", "Address"),
    "representative": Word("代表者", "Representative"),
    "country": Word("所在国", "Country"),
    "place": Word("法令上の所在", "Where that is for the law"),
    "storage": Word("保存する国", "Keeps things in"),
    "subprocessors": Word("再委託先", "Entrusts in turn"),
    "contact": Word("連絡先", "Contact"),
    "may": Word("受け取れるもの", "What it may receive"),
    "suspended": Word(
        "引渡しを止めているため、再開するまで何も受け取れません。",
        "It is suspended, and receives nothing until it is resumed.",
    ),
    "ended": Word("登録を終えたため、何も受け取れません。", "It has ended, and receives nothing."),
    "ready": Word("{way}で受け取る用意ができています。", "It is ready to receive by {way}."),
    "not_ready": Word(
        "{way}で受け取るには、次のものが足りません。", "To receive by {way} it lacks:"
    ),
    "sets": Word("業務ごとに決めた項目", "Items that were fixed for a purpose"),
    "no_sets": Word(
        "どの業務にどの項目が必要かが決まっていないため、まだ何も委託できません。",
        "Nothing can be entrusted until it is fixed which items a purpose needs.",
    ),
    "bounds": Word("公表した共同利用の範囲", "What statements of joint use let it have"),
    "papers": Word("書類", "Papers"),
    "file": Word("ファイル", "File"),
    "files": Word("証拠ファイル", "Evidence files"),
    "see_file": Word("開く", "Open"),
    "number": Word("番号", "Number"),
    "from": Word("開始", "From"),
    "until": Word("期限", "Until"),
    "lays_down": Word("定めていること", "Lays down"),
    "expired": Word("期限切れ", "expired"),
    "soon": Word("まもなく期限", "ends soon"),
    "holds": Word("有効", "holds"),
    "keys": Word("鍵", "Keys"),
    "fingerprint": Word("指紋", "Fingerprint"),
    "valid": Word("使用中", "in use"),
    "over": Word("使用終了", "not in use"),
    "revoke": Word("失効", "Revoke"),
    "withdraw": Word("取下げ", "Withdraw"),
    "assessments": Word("審査・期限・事故", "Examination, what is due, incidents"),
    "recalls": Word("回収", "Recalls"),
    "incidents": Word("事故", "Incidents"),
    "report": Word("報告", "Report"),
    "open": Word("対応中", "open"),
    "closed": Word("終了", "closed"),
    "answer_by": Word("対応の期限", "to be dealt with by"),
    "due_by": Word("期限", "due"),
    "certify": Word("消去の証明を受け取る", "Take in the certificate"),
    "close": Word("終了する", "Close"),
    "end": Word("終了する", "End"),
    "history": Word("変更の履歴", "What was changed"),
    "change": Word("変更", "Change"),
    "reason": Word("理由の所在", "Why"),
    "acts": Word("できること", "What can be done"),
    "none": Word("ありません。", "There is nothing."),
    "back": Word("相手の一覧へ", "All parties"),
    "purpose": Word("利用目的", "Purpose"),
    "items": Word("項目", "Items"),
    "state": Word("状態", "State"),
    "when": Word("日時", "When"),
    "who": Word("担当者", "Officer"),
    "see_hands": Word("この相手への引渡し", "Hand-overs to it"),
    "see_cases": Word("この相手の事例", "Its cases"),
}
CASE: dict[str, Word] = PAGES | {
    "title": Word("第 4 条の事例", "Case of clause 4"),
    "list_title": PAGES["cases"],
    "lead": Word(
        "同意のほかに個人情報を渡せる場合です。証拠を添えて求め、別の担当者が承認します。",
        "When something may be handed over without consent: asked for with evidence, approved by "
        "somebody else.",
    ),
    "caption": PAGES["cases"],
    "case": Word("事例", "Case"),
    "party": Word("相手", "Party"),
    "state": Word("状態", "State"),
    "until": Word("期限", "Until"),
    "asked": Word("求めた人", "Asked by"),
    "decided": Word("判断した人", "Decided by"),
    "asked_at": Word("日時", "When"),
    "items": Word("項目", "Items"),
    "evidence": Word("証拠", "Evidence"),
    "approve": Word("承認する", "Approve"),
    "refuse": Word("承認しない", "Refuse"),
    "close": Word("終了する", "Close"),
    "own": Word(
        "自分で求めた事例は、自分では判断できません。",
        "You asked for this, so somebody else decides it.",
    ),
    "ask": Word("事例の承認を求める", "Ask for a case to be approved"),
    "done": Word("記録しました。", "It is on record."),
    "sensitive": Word("要配慮個人情報の例外", "Exception for sensitive information"),
    "back": Word("事例の一覧へ", "All cases"),
}
JOINT: dict[str, Word] = PAGES | {
    "title": PAGES["joint"],
    "lead": Word(
        "共同利用は、法律の定める事項を公表した範囲でだけ行えます。",
        "Joint use stays within what was published of it, as the law asks.",
    ),
    "statements": Word("公表文", "Statements"),
    "publish": Word("公表文を出す", "Publish a statement"),
    "feeds": Word("共同利用者への配信", "Feeds of partners"),
    "add_feed": Word("配信を設ける", "Set up a feed"),
    "end": Word("終了する", "End"),
    "name": Word("名前", "Name"),
    "number": Word("版", "Number"),
    "from": Word("適用開始", "From"),
    "until": Word("終了", "Until"),
    "partners": Word("共同利用者", "Users"),
    "items": Word("項目", "Items"),
    "purpose": Word("利用目的", "Purpose"),
    "published": Word("公表", "Published"),
    "late": Word("遅れて公表", "published late"),
    "position": Word("配信の位置(発行/取得)", "Position (given/pulled)"),
    "ended": Word("終了", "ended"),
    "running": Word("配信中", "running"),
    "ended_now": Word("終了しました。", "Ended."),
    "none": Word("ありません。", "There is nothing."),
    "state": Word("状態", "State"),
}
EVIDENCE: dict[str, Word] = {
    "title": Word("証拠ファイル", "Evidence file"),
    "party": Word("相手", "Party"),
    "file": Word("ファイル", "File"),
    "media": Word("登録時の形式", "Filed as"),
    "size": Word("大きさ", "Size"),
    "open": Word("ダウンロードする", "Download it"),
    "open_why": Word(
        "開いたことは台帳に、目的と理由は帳簿「個人情報を開いた理由」に残ります。"
        "ブラウザーの中では開きません。",
        "That it was opened is in the ledger; purpose and reason are in the register of why values "
        "were opened. It is never opened within the browser.",
    ),
    "back": Word("相手のページへ", "Back to the party"),
}
