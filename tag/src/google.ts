// Google's consent mode, version 2, in its basic form: denied until allowed, and Google's own script
// is not loaded before, since it would send even then.

declare global {
  interface Window {
    dataLayer?: unknown[];
  }
}

const KEYS = [
  "ad_storage",
  "ad_user_data",
  "ad_personalization",
  "analytics_storage",
  "functionality_storage",
  "personalization_storage",
  "security_storage",
];

// Google's script takes an `arguments` object and nothing else
function gtag(..._: unknown[]): void {
  // eslint-disable-next-line prefer-rest-params
  (window.dataLayer ||= []).push(arguments);
}

/** Say what is granted: `default` once at the beginning, `update` later. */
export const tellGoogle = (what: "default" | "update", granted: Set<string>): void => {
  const said: Record<string, string> = {};
  for (const key of KEYS) said[key] = granted.has(key) ? "granted" : "denied";
  gtag("consent", what, said);
};
