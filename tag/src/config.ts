// What the server puts behind this script: purposes, who receives, and what a choice was made on.

/** A text in both languages. */
export interface Said {
  ja: string;
  en: string;
}

export interface Purpose {
  id: string;
  name: Said;
  about: Said;
  /** Changes exactly when what is agreed to changes. */
  print: string;
  /** Keys of Google's consent mode that it grants. */
  modes: string[];
  /** Whether Global Privacy Control refuses it. */
  gpc: boolean;
  /** Who receives something, with the country. */
  recipients: Said[];
  /** Names of cookies and storage that go with a refusal; `*` stands for any characters. */
  cookies: string[];
}

export interface Config {
  number: number;
  purposes: Purpose[];
  /** What is always there because the page does not work without it. */
  needed: Said[];
  policy: Said;
  transmissions: Said;
  /** After how many days people are asked again. */
  days: number;
  beacons?: { key: string; purposes: string[]; pages: boolean };
}

export type Language = keyof Said;
/** Purpose to whether it is allowed. */
export type Choices = Record<string, boolean>;
