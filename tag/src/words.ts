// The words of the banner, in both languages.
import type { Said } from "./config.ts";

export const WORDS = {
  title: { ja: "Cookieなどの利用について", en: "Cookies and similar technologies" },
  ask: {
    ja: "次の目的で、この端末の情報を外部へ送信したり保存したりしてもよいか、お選びください。選ぶまで送信しません。",
    en: "May information on this device be stored or sent to others for these purposes? Nothing is sent until you choose.",
  },
  changed: {
    ja: "許可された内容が変わったため、あらためてお尋ねします。",
    en: "What you agreed to has changed, so we ask again.",
  },
  signal: {
    ja: "ブラウザからの拒否の信号(Global Privacy Control)に従い、次は拒否しています: ",
    en: "Your browser sends Global Privacy Control. We follow it and refuse: ",
  },
  reject: { ja: "すべて拒否する", en: "Reject all" },
  accept: { ja: "すべて許可する", en: "Accept all" },
  choose: { ja: "目的ごとに選ぶ", en: "Choose by purpose" },
  save: { ja: "この内容で保存する", en: "Save these choices" },
  close: { ja: "変更せずに閉じる", en: "Close without a change" },
  settings: { ja: "目的ごとの設定", en: "Settings by purpose" },
  recipients: { ja: "送信先: ", en: "Sent to: " },
  needed: { ja: "常に使うもの(動作に必要)", en: "Always in use (needed to work)" },
  policy: { ja: "プライバシーポリシー", en: "Privacy policy" },
  transmissions: { ja: "外部送信の一覧", en: "List of external transmissions" },
  frame: {
    ja: "外部の内容です。表示すると情報が送信されます。目的: ",
    en: "Content from elsewhere. Showing it sends information. Purpose: ",
  },
  show: { ja: "許可して表示する", en: "Allow and show" },
  saved: { ja: "選択を保存しました。", en: "Your choice is saved." },
} satisfies Record<string, Said>;

export type Words = keyof typeof WORDS;
