// What goes to the company's own server: choices, and beacons in the form of Segment's interface.
import type { Choices, Config, Language } from "./config.ts";
import { newId, type State } from "./kept.ts";

export type Layer = "banner" | "preferences" | "frame" | "signal";

const post = (url: string, body: unknown): Promise<Response> =>
  fetch(url, {
    method: "POST",
    body: JSON.stringify(body),
    // a simple request: no other goes before it to ask whether it may
    headers: { "Content-Type": "text/plain" },
    credentials: "omit",
    keepalive: true,
  });

/** Have the choices recorded; return the reference of the receipt, or nothing. */
export const record = async (
  home: URL,
  config: Config,
  state: State,
  language: Language,
  layer: Layer,
  gpc: boolean,
): Promise<string | undefined> => {
  const prints: Record<string, string> = {};
  for (const { id, print } of config.purposes) prints[id] = print;
  try {
    const answer = await post(new URL("choices", home).href, {
      visitor: state.visitor,
      number: config.number,
      language,
      layer,
      gpc,
      choices: state.choices,
      prints,
    });
    return answer.ok ? (await answer.json()).receipt ?? undefined : undefined;
  } catch {
    return undefined; // the choice holds here all the same
  }
};

/** Send a beacon if one of its purposes is allowed; tell whether it went. */
export const beacon = (
  home: URL,
  config: Config,
  state: State,
  type: "track" | "page",
  name: string | undefined,
  properties: object,
): boolean => {
  const { beacons } = config;
  const choices: Choices = state.choices;
  if (!beacons || !state.visitor || !beacons.purposes.some((one) => choices[one])) return false;
  const now = new Date().toISOString();
  void post(new URL(`/v1/${type[0]}`, home).href, {
    type,
    messageId: newId(),
    writeKey: beacons.key,
    anonymousId: state.visitor,
    [type === "track" ? "event" : "name"]: name,
    properties,
    timestamp: now,
    sentAt: now,
    context: {
      library: { name: "mamoru", version: String(config.number) },
      page: { path: location.pathname },
      consent: { categoryPreferences: choices, receipt: state.receipt },
    },
  }).catch(() => undefined);
  return true;
};
