// The tag: holds back what is marked until it is allowed, asks, keeps and sends the choice.
// Served with `mamoru.start(configuration)` behind it.
import type { Choices, Config, Language, Purpose } from "./config.ts";
import * as asking from "./dialog.ts";
import { forget, stop } from "./forget.ts";
import { tellGoogle } from "./google.ts";
import { release, running } from "./held.ts";
import { hasSignal, keep, newId, raw, standing, type State } from "./kept.ts";
import { beacon, record, type Layer } from "./send.ts";

const PATIENCE = 1500;
/** Milliseconds that a page which was told to stop waits for its record. */

let config: Config;
let state: State;
let language: Language = "ja";
let home: URL;
let nonce = "";
let seen = "";
let stopped = false;

const find = (id: string): Purpose | undefined => config.purposes.find((one) => one.id === id);
const granted = (): Purpose[] => config.purposes.filter((one) => state.choices[one.id]);

const letGo = (): void => {
  if (!stopped) release(state.choices, nonce, (id, frame) => asking.place(find(id), frame));
};

/** Carry out what stands: delete what is refused, grant, let go. Tell whether the page must go. */
const carryOut = (): boolean => {
  const allowed = granted();
  const kept = new Set(allowed.flatMap((one) => one.cookies));
  const gone = config.purposes
    .filter((one) => !allowed.includes(one))
    .flatMap((one) => one.cookies)
    .filter((one) => !kept.has(one));
  const isOver = [...running].some((id) => !state.choices[id]);
  if (isOver) {
    stopped = true;
    stop(home.origin);
  } else if (allowed.length) {
    tellGoogle("update", new Set(allowed.flatMap((one) => one.modes)));
  }
  forget(gone);
  letGo();
  return isOver;
};

const kept = (receipt = state.receipt): void => {
  state.receipt = receipt;
  keep(config, state);
  seen = raw();
};

const decided = (choices: Choices, layer: Layer): void => {
  state.choices = { ...state.choices, ...choices };
  state.asks = config.purposes.some((one) => state.choices[one.id] === undefined);
  if (granted().length) state.visitor ??= newId();
  kept();
  const isOver = carryOut();
  document.dispatchEvent(new CustomEvent("mamoru:change", { detail: { ...state.choices } }));
  const told = state.visitor && record(home, config, state, language, layer, hasSignal());
  void Promise.resolve(told).then((receipt) => {
    if (receipt) kept(receipt);
    if (isOver) location.reload();
  });
  if (isOver) {
    setTimeout(() => location.reload(), PATIENCE);
  } else if (layer !== "signal") view();
};

/** Take in what another tab, or a page that was left and came back to, has missed. */
const lookAgain = (): void => {
  if (stopped || document.hidden || raw() === seen) return;
  seen = raw();
  state = standing(config);
  if (carryOut()) location.reload();
};

const send = (type: "track" | "page", name?: string, properties: object = {}): boolean =>
  !stopped && beacon(home, config, state, type, name, properties);

const view = (): void => {
  if (config.beacons?.pages) send("page");
};

const show = (): void => {
  letGo();
  if (state.asks) asking.ask(state);
  else view();
};

/** Begin with what the server put behind this script. */
const start = (given: Config): void => {
  const script = document.currentScript as HTMLScriptElement;
  config = given;
  home = new URL(script.src);
  nonce = script.nonce;
  const wanted = script.dataset.language ?? document.documentElement.lang;
  language = wanted.startsWith("en") ? "en" : "ja";
  tellGoogle("default", new Set());
  state = standing(config);
  seen = raw();
  asking.begin(config, language, home, decided);
  if (state.overruled) decided({}, "signal");
  else carryOut();
  new MutationObserver(letGo).observe(document, { childList: true, subtree: true });
  document.addEventListener("click", (event) => {
    const link = (event.target as Element).closest?.("[data-mamoru-open]");
    if (!link) return;
    event.preventDefault();
    asking.open(state);
  });
  addEventListener("pageshow", lookAgain);
  document.addEventListener("visibilitychange", lookAgain);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", show);
  else show();
};

/** What pages and the server's own last line call. */
const mamoru = {
  start,
  /** Open the settings. */
  open: (): void => asking.open(state),
  /** Tell whether a purpose is allowed now. */
  allowed: (id: string): boolean => state.choices[id] === true,
  /** Return the reference of the receipt of the last choice. */
  receipt: (): string | undefined => state.receipt,
  /** Send an event, if that is allowed; tell whether it went. */
  track: (event: string, properties?: object): boolean => send("track", event, properties),
  /** Send a view of this page, if that is allowed; tell whether it went. */
  page: (name?: string, properties?: object): boolean => send("page", name, properties),
};
declare global {
  interface Window {
    mamoru: typeof mamoru;
  }
}
window.mamoru = mamoru;
