// Banner, settings, and what stands in the place of a frame. Built node by node, never from markup.
import type { Choices, Config, Language, Purpose, Said } from "./config.ts";
import { refusedBySignal, type State } from "./kept.ts";
import type { Layer } from "./send.ts";
import { rooted } from "./style.ts";
import { WORDS, type Words } from "./words.ts";

let config: Config;
let language: Language;
let home: URL;
let decided: (choices: Choices, layer: Layer) => void;
let root: ShadowRoot | undefined;
let banner: HTMLDialogElement | undefined;
let settings: HTMLDialogElement | undefined;

/** Say what is asked about, in which language, by whose server, and who gets what was chosen. */
export const begin = (
  asked: Config,
  spoken: Language,
  server: URL,
  told: typeof decided,
): void => {
  config = asked;
  home = server;
  language = spoken;
  decided = told;
};

const say = (word: Words): string => WORDS[word][language];
const text = (said: Said): string => said[language];
const joined = (all: Said[]): string => all.map(text).join(" / ");

const made = (tag: string, attributes: object, ...inside: (Node | string)[]): HTMLElement => {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...inside);
  return node;
};
const paragraph = (...inside: string[]): HTMLElement => made("p", {}, ...inside);

const button = (word: Words, look: string, act: () => void): HTMLElement => {
  const node = made("button", { type: "button", class: look, "data-act": word }, say(word));
  node.onclick = act;
  return node;
};

const dialog = (look: string, title: Words, ...inside: Node[]): HTMLDialogElement => {
  const id = "t-" + look;
  const node = made(
    "dialog",
    { class: look, role: "dialog", "aria-labelledby": id, lang: language, tabindex: -1 },
    made("h2", { id }, say(title)),
    ...inside,
  ) as HTMLDialogElement;
  if (!root) {
    // beside the body, so that no rule of the page that counts its children is touched
    const host = made("mamoru-consent", {});
    document.documentElement.append(host);
    root = rooted(host);
  }
  root.append(node);
  return node;
};

const signal = (): Node[] => {
  const refused = config.purposes.filter(refusedBySignal);
  return refused.length ? [paragraph(say("signal"), joined(refused.map((one) => one.name)))] : [];
};

const links = (): HTMLElement => {
  const link = (word: "policy" | "transmissions") =>
    made("a", { href: new URL(text(config[word]), home).href }, say(word));
  return made("p", {}, link("policy"), link("transmissions"));
};

const finish = (layer: Layer, given: (one: Purpose) => boolean): void => {
  const choices: Choices = {};
  for (const one of config.purposes) choices[one.id] = given(one) && !refusedBySignal(one);
  settings?.close();
  banner?.remove();
  banner = undefined;
  const told = made("p", { class: "told", role: "status", lang: language });
  root!.append(told);
  told.textContent = say("saved");
  decided(choices, layer);
};

/** Both answers, which look alike. */
const answers = (layer: Layer): HTMLElement[] => [
  button("reject", "main", () => finish(layer, () => false)),
  button("accept", "main", () => finish(layer, () => true)),
];

/** Ask at the foot of the page. Whoever is typing already keeps the focus. */
export const ask = (state: State): void => {
  banner = dialog(
    "banner",
    "title",
    ...(state.changed ? [paragraph(say("changed"))] : []),
    paragraph(say("ask")),
    made(
      "ul",
      {},
      ...config.purposes
        .filter((one) => !refusedBySignal(one))
        .map((one) => made("li", {}, text(one.name))),
    ),
    ...signal(),
    links(),
    made("div", { class: "row" }, ...answers("banner"), button("choose", "quiet", () => open(state))),
  );
  const isFree = document.activeElement === document.body;
  banner.open = true; // `show` would take the focus at once, and to the first link
  if (isFree) banner.focus({ preventScroll: true });
};

const box = (id: string): HTMLInputElement => root!.querySelector(`#p-${id}`)!;

const purpose = ({ id, name, about, recipients }: Purpose): HTMLElement =>
  made(
    "section",
    {},
    made(
      "label",
      {},
      made("input", { type: "checkbox", id: "p-" + id, "aria-describedby": "a-" + id }),
      text(name),
    ),
    made(
      "div",
      { id: "a-" + id },
      paragraph(text(about)),
      paragraph(say("recipients"), joined(recipients)),
    ),
  );

/** Let every purpose be chosen by itself; also the way to take a choice back. */
export const open = (state: State): void => {
  settings?.remove();
  const { purposes, needed } = config;
  settings = dialog(
    "all",
    "settings",
    ...signal(),
    ...purposes.map(purpose),
    ...(needed.length
      ? [made("section", {}, made("b", {}, say("needed")), ...needed.map((one) => paragraph(text(one))))]
      : []),
    links(),
    made(
      "div",
      { class: "row" },
      ...answers("preferences"),
      button("save", "main", () => finish("preferences", (one) => box(one.id).checked)),
      button("close", "quiet", () => settings!.close()),
    ),
  );
  for (const one of purposes) {
    box(one.id).checked = state.choices[one.id] === true;
    box(one.id).disabled = refusedBySignal(one);
  }
  settings.showModal();
  settings.focus(); // to the whole, so that it is read from its beginning
};

/** Return what stands where a frame will, of the same size, with an offer to show it. */
export const place = (purpose: Purpose | undefined, frame: HTMLIFrameElement): HTMLElement => {
  const { className, width, height, title, style } = frame;
  const host = made("mamoru-place", { class: className });
  host.style.cssText = style.cssText;
  const set = (name: string, value: string) =>
    host.style.getPropertyValue(name) || host.style.setProperty(name, value);
  set("display", "inline-block");
  if (!className) {
    // what a frame is by itself: 300 by 150
    set("width", /%$/.test(width) ? width : (width || 300) + "px");
    set("height", /%$/.test(height) ? height : (height || 150) + "px");
    set("max-width", "100%");
  }
  const isOpen = purpose && !refusedBySignal(purpose);
  rooted(host).append(
    made(
      "div",
      { class: "place", role: "group", lang: language, "aria-label": title || say("show") },
      paragraph(say("frame"), purpose ? text(purpose.name) : "-"),
      ...(isOpen ? [button("show", "", () => decided({ [purpose.id]: true }, "frame"))] : []),
    ),
  );
  return host;
};
