import { textOfDistress } from "@amaliyat/domain/dispatch";
import { expect, it } from "vitest";
import type { ask } from "../api/ask.ts";
import type { Kept, Things } from "../storage/kept.ts";
import { callByKey, ensureKey } from "./phone-key.ts";

const KEY_ID = "11111111-1111-4111-8111-111111111111";
const act = { kind: "panic", key: "0".repeat(32), at: 1_000, place: { lat: 31.9, lon: 5.3 }, accuracyM: 12, placeAt: 500 } as const;

/** A phone's store in memory, and a room that records its requests. */
function phone(...answers: readonly unknown[]) {
  let kept: Things["distressKey"] | undefined;
  const asked: { name: string; body: Record<string, unknown> }[] = [];
  const left = [...answers];
  const call = ((name: string, { body }: { body: Record<string, unknown> }) => {
    asked.push({ name, body });
    return Promise.resolve(left.shift());
  }) as unknown as typeof ask;
  const store = {
    get: () => Promise.resolve(kept),
    put: (_name: string, _owner: string, value: Things["distressKey"]) => {
      kept = value;
      return Promise.resolve();
    },
  } as unknown as Kept;
  return { call, store, asked, kept: () => kept };
}
const bytes = (text: unknown): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(String(text)), (sign) => sign.charCodeAt(0));

it("signs with a key that cannot be taken out what the room reads, by the half that was given to the room", async () => {
  const { call, store, asked, kept } = phone({ kind: "ok", value: { keyId: KEY_ID } }, { kind: "ok", value: undefined });
  await ensureKey(call, store, "u");
  await ensureKey(call, store, "u");
  expect([asked.length, kept()?.key.extractable, kept()?.key.type]).toEqual([1, false, "private"]);
  expect(await callByKey(call, store, "u", act)).toEqual({ kind: "ok", value: undefined });
  const [made, called] = asked;
  const { signature, sentAt: _, ...said } = called?.body ?? {};
  const curve = { name: "ECDSA", namedCurve: "P-256" };
  const open = await crypto.subtle.importKey("spki", bytes(made?.body["publicKey"]), curve, false, ["verify"]);
  const text = new TextEncoder().encode(textOfDistress(said as Parameters<typeof textOfDistress>[0]));
  expect(await crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, open, bytes(signature), text)).toBe(true);
  expect(said).toMatchObject({ keyId: KEY_ID, call: act.key, at: "1970-01-01T00:00:01.000Z", place: act.place, accuracyM: 12 });
});

it("keeps no key that the room did not take, makes another then, and calls by none where it has none", async () => {
  const { call, store, asked, kept } = phone({ kind: "lost" }, { kind: "ok", value: { keyId: KEY_ID } });
  await ensureKey(call, store, "u");
  expect([kept(), await callByKey(call, store, "u", act)]).toEqual([undefined, null]);
  await ensureKey(call, store, "u");
  expect([kept()?.keyId, asked.map(({ name }) => name)]).toEqual([KEY_ID, ["makeDistressKey", "makeDistressKey"]]);
});
