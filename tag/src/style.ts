import CSS from "./banner.css";

let sheet: CSSStyleSheet | undefined;

/** Return a root of our own below `host` with our styles, which no policy of the page forbids. */
export const rooted = (host: HTMLElement): ShadowRoot => {
  const root = host.attachShadow({ mode: "open" });
  if (!sheet) (sheet = new CSSStyleSheet()).replaceSync(CSS);
  root.adoptedStyleSheets = [sheet];
  return root;
};
