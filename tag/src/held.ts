// Holds back scripts and frames that are marked with a purpose, and lets them go once it is allowed.
import type { Choices } from "./config.ts";

interface Policy {
  createScriptURL(text: string): string;
  createScript(text: string): string;
}
declare global {
  interface Window {
    trustedTypes?: { createPolicy(name: string, rules: Policy): Policy };
  }
}

// A marked script stands in the page's own markup, where only the page can have put it.
const same = { createScriptURL: (text: string) => text, createScript: (text: string) => text };
let policy: Policy | undefined;
const trusted = (): Policy => (policy ??= window.trustedTypes?.createPolicy("mamoru", same) ?? same);

const SCRIPTS = 'script[type="text/plain"][data-mamoru-purpose]';
const FRAMES = "iframe[data-mamoru-src]";

/** Purposes for which something runs on this page. */
export const running = new Set<string>();

const run = (held: HTMLScriptElement, nonce: string): void => {
  const script = document.createElement("script");
  for (const { name, value } of held.attributes)
    if (!/^(type|nonce|data-src|data-type|data-mamoru-purpose)$/.test(name))
      script.setAttribute(name, value);
  script.nonce = held.nonce || nonce;
  script.type = held.dataset.type ?? "";
  script.async = held.hasAttribute("async"); // otherwise in the order of the page
  if (held.dataset.src) script.src = trusted().createScriptURL(held.dataset.src);
  else script.text = trusted().createScript(held.text);
  held.replaceWith(script);
};

/**
 * Let go whatever is allowed. `offer` gets each frame that is not, once, and returns what stands in
 * its place.
 */
export const release = (
  choices: Choices,
  nonce: string,
  offer: (purpose: string, frame: HTMLIFrameElement) => HTMLElement,
): void => {
  for (const held of document.querySelectorAll<HTMLScriptElement>(SCRIPTS)) {
    const purpose = held.dataset.mamoruPurpose!;
    if (!choices[purpose]) continue;
    running.add(purpose);
    run(held, nonce);
  }
  for (const frame of document.querySelectorAll<HTMLIFrameElement>(FRAMES)) {
    const purpose = frame.dataset.mamoruPurpose ?? "";
    if (choices[purpose]) show(frame, purpose);
    else if (!places.has(frame)) {
      const place = offer(purpose, frame);
      places.set(frame, place);
      frame.hidden = true;
      frame.style.setProperty("display", "none", "important");
      frame.before(place);
    }
  }
};

const places = new WeakMap<HTMLIFrameElement, HTMLElement>();

const show = (frame: HTMLIFrameElement, purpose: string): void => {
  running.add(purpose);
  const place = places.get(frame);
  if (place) {
    const hadFocus = document.activeElement === place;
    place.remove();
    frame.style.removeProperty("display");
    frame.hidden = false;
    if (hadFocus) frame.focus();
  }
  frame.src = frame.dataset.mamoruSrc!;
  delete frame.dataset.mamoruSrc;
};
