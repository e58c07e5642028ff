import type { callPlaceRoutes, calls } from "@amaliyat/contract/calls";
import { readAml, readAmlSms } from "@amaliyat/domain/calls";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { createHash, randomBytes, randomUUID, timingSafeEqual } from "node:crypto";
import { readFile } from "node:fs/promises";
import { isIPv6 } from "node:net";
import { settle } from "../../audit/index.ts";
import { scopeOf } from "../../identity/index.ts";
import { SYSTEM, transaction, type Tx } from "../../platform/database/index.ts";
import { enqueue } from "../../platform/jobs/index.ts";
import { UNREADABLE, type BytesReply, type Call, type Reply } from "../../platform/http/index.ts";
import { tell } from "../../platform/live/index.ts";
import { callCard } from "../card-queries.ts";
import type { CallsDeps } from "../calls-deps.ts";
import { lockCall } from "../rows/calls-queries.ts";
import { addEvent } from "../rows/events-store.ts";
import { lockPlacesOf } from "../rows/locks-store.ts";
import {
  callsThatGoOn,
  claimWaiting,
  insertLink,
  insertPlace,
  joinsAt,
  lastCallOf,
  updateBestPlace,
  useLink,
  type NewPlace,
} from "../rows/places-store.ts";
import { latePlaceJob } from "./late-place.ts";
import { callSubject } from "../subjects.ts";
import { seesCall, tellingsOfCalls } from "../tell-call.ts";
import ar from "./locales/ar.json" with { type: "json" };
import en from "./locales/en.json" with { type: "json" };
import fr from "./locales/fr.json" with { type: "json" };

/** Adds a place of a caller; the call shows the best of its places. */
export async function addPlace(deps: Pick<CallsDeps, "sectorOf">, tx: Tx, at: number, callId: string, place: NewPlace): Promise<void> {
  await insertPlace(tx, randomUUID(), callId, place, new Date(at));
  await updateBestPlace(tx, callId, at, (point) => deps.sectorOf(tx, point));
  await addEvent(tx, callId, { at, kind: "placed", data: { source: place.source, accuracyM: place.accuracyM } });
}

/** Gives a call what its telephone sent before it was put through, or into another call of it. */
export async function claimPlaces(deps: CallsDeps, tx: Tx, at: number, callId: string): Promise<void> {
  if (await claimWaiting(tx, callId, at)) await updateBestPlace(tx, callId, at, (point) => deps.sectorOf(tx, point));
}

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

/** True for a sender that knows the key, or that sends from a network of the configuration. */
function isKnown({ aml }: Pick<CallsDeps, "aml">, key: string | undefined, address: string): boolean {
  if (aml.key !== null && key !== undefined && timingSafeEqual(digest(key), digest(aml.key))) return true;
  return aml.networks.check(address, isIPv6(address) ? "ipv6" : "ipv4");
}

type Aml = typeof callPlaceRoutes.aml;
type AmlCall = Pick<Call<Aml>, "at" | "query" | "body" | "address">;
type AmlDeps = Pick<CallsDeps, "db" | "clock" | "sectorOf" | "aml">;

/** True for an SMS that a gateway hands on; ELS has fields of other names. */
const isHandedSms = (body: Call<Aml>["body"]): boolean => Object.hasOwn(body, "text") || Object.hasOwn(body, "from");

/** After so many looks the message is answered, however many calls of its number begin meanwhile. A look reads 50; the room has 800 at once. */
const LOOKS_MOST = 40;

/**
 * Returns the calls of a number that go on and were not given the place yet. If the number has none, the place waits for its call, which
 * takes it at its arrival. A job joins it to a call that is over; a number without one needs no job.
 */
const callsOrWait = (
  deps: AmlDeps,
  number: string,
  place: NewPlace,
  { at, given }: { readonly at: number; readonly given: ReadonlySet<string> },
): Promise<string[]> =>
  transaction(deps.db, SYSTEM, async (tx) => {
    await lockPlacesOf(tx, number);
    const callIds = await callsThatGoOn(tx, number, given);
    if (callIds.length > 0 || given.size > 0) return callIds;
    // It may be faster than its call. A caller who rings again is not where the last call was, so that one is given the place only later.
    const placeId = randomUUID();
    await insertPlace(tx, placeId, null, place, new Date(at));
    const last = await lastCallOf(tx, number, at);
    if (last === null) return [];
    const runAt = joinsAt(at);
    await enqueue(tx, latePlaceJob(deps), { placeId }, { runAt: new Date(runAt), key: `calls.join_late_place:${last}:${runAt}` });
    return [];
  });

/**
 * Takes the place of a telephone in, by form or by a handed-on SMS. A telephone cannot mend a message: whatever it says, it is told that it
 * was heard. A gateway learns that a text is no AML message, or that its JSON is broken. Only the place, its number and its quality are stored.
 */
export async function aml(deps: AmlDeps, { at, query, body, address }: AmlCall): Promise<Reply<Aml>> {
  if (!isKnown(deps, query.key, address)) return ok(undefined);
  // A gateway whose JSON is broken must learn it: each message of it would be lost.
  if (Object.hasOwn(body, UNREADABLE)) return refuse({ code: "sms.not_aml" });
  const message = isHandedSms(body) ? readAmlSms({ from: body["from"] ?? "", text: body["text"] ?? "" }, at) : readAml(body, at);
  if (message === null) return refuse({ code: "sms.not_aml" });
  const { number, point, accuracyM, measuredAt, method, confidence } = message;
  if (number === null || point === null) return ok(undefined);
  const place = { source: "aml", point, accuracyM, measuredAt: measuredAt ?? at, numberKey: number, method, confidence } as const;
  const given = new Set<string>();
  // It looks again after each addition: a call of the number that was being inserted meanwhile knows nothing of the place.
  for (let looks = 0; looks < LOOKS_MOST; looks++) {
    const others = await callsOrWait(deps, number, place, { at, given });
    if (others.length === 0) break;
    for (const callId of others) {
      given.add(callId);
      await transaction(deps.db, SYSTEM, async (tx) => {
        await addPlace(deps, tx, at, callId, place);
        await tell(tx, at, await tellingsOfCalls(tx, at, [callId]));
      });
    }
  }
  return ok(undefined);
}

const LINK_LASTS_MS = 30 * 60_000;
const TEXT = (link: string): string => `الشرطة: افتح الرابط لإرسال موقعك. Police : ouvrez ce lien pour envoyer votre position. ${link}`;

type Ask = typeof calls.askPlace;

/** Sends the caller a link that tells the telephone's place, once. The token is in the message and nowhere else. */
export async function askPlace(deps: CallsDeps, { who, at, params }: Call<Ask>): Promise<Reply<Ask>> {
  const { sms, db } = deps;
  const { callId } = params;
  if (!(await seesCall(db, scopeOf(who), at, callId))) return refuse({ code: "object.not_found" });
  if (sms === null) return refuse({ code: "sms.not_set_up" });
  const call = await transaction(db, SYSTEM, (tx) => lockCall(tx, callId));
  const to = call?.numberKey ?? null;
  if (to === null) return refuse({ code: "call.number_unknown" });
  if (!/^0[5-7]\d{8}$/.test(to)) return refuse({ code: "sms.not_a_mobile" });
  const token = randomBytes(16).toString("base64url");
  const expiresAt = new Date(at + LINK_LASTS_MS);
  await transaction(db, SYSTEM, (tx) => insertLink(tx, { hash: digest(token), callId, to, by: who.userId, at: new Date(at), expiresAt }));
  try {
    // Behind #, so that the token stands in no log of a server between.
    const sent = await sms.send({ to, text: TEXT(`${sms.address}/place#${token}`), at });
    if (!sent.ok) throw new Error("the gateway did not take the message", { cause: sent.error.cause });
  } catch (cause) {
    deps.log.error({ err: cause }, "lines: text message not sent");
    return refuse({ code: "sms.not_sent" });
  }
  return transaction(db, SYSTEM, async (tx) => {
    await addEvent(tx, callId, { at, by: who.userId, kind: "place_asked" });
    const card = await callCard(tx, at, callId);
    if (card === null) return refuse({ code: "object.not_found" });
    await settle(tx, { who, at }, { type: "call.place_asked", about: callSubject({ callId, reference: card.reference }) });
    return ok(card);
  });
}

type Tell = typeof callPlaceRoutes.tellPlace;

/** Takes the page's answer, once. An unknown token gets the same reply as a used one. */
export const tellPlace = (deps: CallsDeps, { at, body }: Call<Tell>): Promise<Reply<Tell>> =>
  transaction(deps.db, SYSTEM, async (tx) => {
    const callId = await useLink(tx, digest(body.token), new Date(at));
    if (callId === null) return ok({ taken: false });
    await addPlace(deps, tx, at, callId, { source: "sms_link", point: body.point, accuracyM: body.accuracyM, measuredAt: at });
    await tell(tx, at, await tellingsOfCalls(tx, at, [callId]));
    return ok({ taken: true });
  });

const TYPES = {
  "page.html": "text/html; charset=utf-8",
  "place.css": "text/css; charset=utf-8",
  "place.mjs": "text/javascript; charset=utf-8",
} as const;

/** A file of the page that tells a place. */
export const placeFile = (name: keyof typeof TYPES) => async (): Promise<BytesReply> =>
  ok({ type: TYPES[name], body: await readFile(new URL(name, import.meta.url)) });

/** Its words in the three languages. */
export const placeWords = (): Promise<BytesReply> =>
  Promise.resolve(ok({ type: "application/json", body: JSON.stringify({ ar, fr, en }) }));
