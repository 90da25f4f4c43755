// The choice as it is kept: in one first-party cookie, with the print of what each purpose was.
import type { Choices, Config, Purpose } from "./config.ts";

const NAME = "mamoru_choice";

interface Kept {
  /** Random id of the visitor; none for somebody who refused everything. */
  v?: string;
  /** Reference of the receipt. */
  r?: string;
  /** When it was made, in seconds. */
  t: number;
  p: Record<string, [0 | 1, string]>;
}

export interface State {
  visitor?: string;
  receipt?: string;
  /** What was chosen and still holds. */
  choices: Choices;
  /** Whether somebody must be asked. */
  asks: boolean;
  /** Whether that is because what was agreed to has changed. */
  changed: boolean;
  /** Whether the browser's signal refuses what was allowed before there was one. */
  overruled: boolean;
}

/** Return the cookie as it stands, to see whether another tab changed it. */
export const raw = (): string =>
  document.cookie.split("; ").find((one) => one.startsWith(NAME + "=")) ?? "";

const read = (): Kept | undefined => {
  try {
    const found = JSON.parse(decodeURIComponent(raw().slice(NAME.length + 1)));
    return typeof found.p === "object" ? found : undefined;
  } catch {
    return undefined;
  }
};

export const hasSignal = (): boolean =>
  (navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl === true;

/** Tell whether the browser's own signal refuses a purpose. */
export const refusedBySignal = (purpose: Purpose): boolean => purpose.gpc && hasSignal();

/**
 * Return what stands. A refusal stays when what is asked for changes; an agreement does not, since
 * it was to something else.
 */
export const standing = (config: Config): State => {
  const kept = read();
  const choices: Choices = {};
  let asks = false;
  let changed = false;
  let overruled = false;
  for (const purpose of config.purposes) {
    const [given, print] = kept?.p[purpose.id] ?? [];
    if (refusedBySignal(purpose) || given === 0) {
      choices[purpose.id] = false;
      overruled ||= given === 1;
    } else if (given === 1 && print === purpose.print) choices[purpose.id] = true;
    else {
      asks = true;
      changed ||= given === 1;
    }
  }
  return { visitor: kept?.v, receipt: kept?.r, choices, asks, changed, overruled };
};

/** Keep a choice. */
export const keep = (config: Config, state: State): void => {
  const p: Kept["p"] = {};
  for (const { id, print } of config.purposes) {
    const given = state.choices[id];
    if (given !== undefined) p[id] = [given ? 1 : 0, print];
  }
  const kept: Kept = { v: state.visitor, r: state.receipt, t: Math.floor(Date.now() / 1000), p };
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie =
    `${NAME}=${encodeURIComponent(JSON.stringify(kept))}; Path=/; SameSite=Lax` +
    `; Max-Age=${config.days * 86400}${secure}`;
};

/** Return a new random id, 128 bits. */
export const newId = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))]
    .map((one) => one.toString(16).padStart(2, "0"))
    .join("");
