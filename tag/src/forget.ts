// Deletes what a refused purpose left behind, and stops what runs until the page is gone.

const matches = (name: string, pattern: string): boolean => {
  const [start = "", ...rest] = pattern.split("*");
  if (!rest.length) return name === pattern;
  const end = rest.join("*");
  return name.startsWith(start) && name.endsWith(end) && name.length >= start.length + end.length;
};

const expire = (name: string): void => {
  const labels = location.hostname.split(".");
  const domains = ["", ...labels.map((_, at) => `; Domain=${labels.slice(at).join(".")}`)];
  const steps = location.pathname.split("/");
  const paths = new Set(["/"]);
  for (let end = 2; end <= steps.length; end++) {
    const path = steps.slice(0, end).join("/");
    paths.add(path).add(path + "/");
  }
  for (const domain of domains)
    for (const path of paths)
      for (const more of ["", "; Secure; Partitioned; SameSite=None"])
        document.cookie = `${name}=; Max-Age=0; Path=${path}${domain}${more}`;
};

/** Delete every cookie and stored item whose name fits one of `patterns`. */
export const forget = (patterns: string[]): void => {
  if (!patterns.length) return;
  const fits = (name: string): boolean => patterns.some((one) => matches(name, one));
  for (const one of document.cookie.split("; ")) {
    const name = one.split("=")[0]!;
    if (fits(name)) expire(name);
  }
  for (const kind of ["localStorage", "sessionStorage"] as const) {
    try {
      for (const name of Object.keys(window[kind])) if (fits(name)) window[kind].removeItem(name);
    } catch {
      // storage is switched off: there is nothing in it
    }
  }
};

/**
 * Let nothing leave this page any more but to itself and to `home`. A policy that a page adds holds
 * at once and cannot be taken back, so what third parties send as the page goes is stopped too.
 */
export const stop = (home: string): void => {
  const rule = document.createElement("meta");
  rule.httpEquiv = "Content-Security-Policy";
  rule.content = `default-src 'self' 'unsafe-inline' data: blob: ${home}`;
  document.head.append(rule);
};
