/* Checks a receipt in the browser (C2SP tlog-proof): that the entry leads to the head of the ledger
   (RFC 9162, 2.1.3.2), and that the key of the ledger has signed that head (C2SP signed-note).
   The key in the receipt is not believed; the page says which one counts. Nothing is sent. */
"use strict";
(() => {
  class Broken extends Error {}
  const bytes = (text) => new TextEncoder().encode(text);
  const joined = (...parts) => {
    const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) { all.set(part, at); at += part.length; }
    return all;
  };
  const same = (one, other) =>
    one.length === other.length && one.every((byte, at) => byte === other[at]);
  const sha256 = async (raw) => new Uint8Array(await crypto.subtle.digest("SHA-256", raw));
  const node = (left, right) => sha256(joined([1], left, right));
  const decoded = (text, length) => {
    let raw;
    try { raw = Uint8Array.from(atob(text), (one) => one.charCodeAt(0)); }
    catch { throw new Broken("form"); }
    // what is not written as it would be written again is not what was signed
    if (btoa(String.fromCharCode(...raw)) !== text) throw new Broken("form");
    if (length && raw.length !== length) throw new Broken("form");
    return raw;
  };
  const number = (text) => {
    if (!/^(0|[1-9][0-9]{0,15})$/.test(text)) throw new Broken("form");
    return BigInt(text);
  };

  const parsed = (text) => {
    const gap = text.indexOf("\n\n");
    const [header, index, ...hashes] = text.slice(0, gap).split("\n");
    if (gap < 0 || header !== "c2sp.org/tlog-proof@v1") throw new Broken("form");
    if (!index?.startsWith("index ")) throw new Broken("form");
    const note = text.slice(gap + 2);
    const at = note.lastIndexOf("\n\n");
    if (at < 0 || !note.endsWith("\n")) throw new Broken("form");
    const head = note.slice(0, at + 1);
    const [origin, size, root] = head.split("\n");
    return {
      index: number(index.slice(6)), hashes: hashes.map((one) => decoded(one, 32)), head, origin,
      size: number(size), root: decoded(root, 32),
      signatures: note.slice(at + 2, -1).split("\n").map((line) => {
        const found = /^— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/.exec(line);
        if (!found) throw new Broken("form");
        return { name: found[1], raw: decoded(found[2]) };
      }),
    };
  };

  const included = async (entry, { index, size, hashes, root }) => {
    if (index >= size) throw new Broken("proof");
    let [at, last, hash] = [index, size - 1n, await sha256(joined([0], bytes(entry)))];
    for (const beside of hashes) {
      if (last === 0n) throw new Broken("proof");
      if (at & 1n || at === last) {
        hash = await node(beside, hash);
        while (!(at & 1n) && at !== 0n) { at >>= 1n; last >>= 1n; }
      } else {
        hash = await node(hash, beside);
      }
      at >>= 1n;
      last >>= 1n;
    }
    if (last !== 0n || !same(hash, root)) throw new Broken("proof");
  };

  const signed = async (vkey, { head, origin, signatures }) => {
    const [name, id, ...rest] = vkey.split("+");
    const key = decoded(rest.join("+"), 33);
    const hash = (await sha256(joined(bytes(`${name}\n`), key))).slice(0, 4);
    const hex = Array.from(hash, (one) => one.toString(16).padStart(2, "0")).join("");
    if (hex !== id || key[0] !== 1 || origin !== name) throw new Broken("key");
    const ours = signatures.filter((one) => one.name === name && same(one.raw.slice(0, 4), hash));
    if (!ours.length) throw new Broken("key");
    let imported;
    try {
      imported = await crypto.subtle.importKey("raw", key.slice(1), "Ed25519", false, ["verify"]);
    } catch {
      return false; // this browser does not know Ed25519
    }
    for (const one of ours) {
      const raw = one.raw.slice(4);
      if (!(await crypto.subtle.verify("Ed25519", imported, raw, bytes(head))))
        throw new Broken("signature");
    }
    return true;
  };

  const start = () => {
    const form = document.getElementById("check");
    const result = document.getElementById("check-result");
    if (!form || !globalThis.crypto?.subtle) return;
    const say = (word, more = "") => {
      result.dataset.state = word;
      result.textContent = form.dataset[word] + more;
    };
    const check = async (text) => {
      say("working");
      let told;
      try { told = JSON.parse(text); } catch { return say("unreadable"); }
      if (typeof told?.receipt !== "string" || typeof told?.entry !== "string")
        return say("unreadable");
      try {
        const receipt = parsed(told.receipt);
        await included(told.entry, receipt);
        const isSigned = await signed(form.dataset.vkey, receipt);
        say(isSigned ? "good" : "unsigned", isSigned ? ` ${receipt.index} / ${receipt.size}` : "");
      } catch (error) {
        if (!(error instanceof Broken)) throw error;
        say(error.message === "key" ? "badKey" : error.message === "form" ? "unreadable" : "bad");
      }
    };
    form.hidden = false;
    form.addEventListener("submit", (event) => event.preventDefault());
    document.getElementById("check-file").addEventListener("change", async (event) => {
      const [file] = event.target.files;
      if (file) await check(await file.text());
    });
    document.getElementById("check-this")?.addEventListener("click", async () => {
      const answer = await fetch(form.dataset.address);
      if (answer.ok) await check(await answer.text());
      else say("unreadable");
    });
  };
  document.addEventListener("DOMContentLoaded", start);
})();
