import { HELD_TYPE, LOCATION_REQUEST, readHeld } from "@amaliyat/domain/calls";
import { backOffMs, type AllowedHost } from "@amaliyat/domain/kernel";
import { randomInt } from "node:crypto";
import { z } from "zod";
import { SYSTEM, transaction, type Tx } from "../../platform/database/index.ts";
import { defineJob, enqueue, type Job } from "../../platform/jobs/index.ts";
import { tell } from "../../platform/live/index.ts";
import { countedHost, fetchBytes, isAllowedAddress, type Fetched } from "../../platform/outbound/index.ts";
import { readPlace } from "../../platform/pidf/read-place.ts";
import type { CallsDeps } from "../calls-deps.ts";
import { addEvent } from "../rows/events-store.ts";
import { forgetReference, insertReference, isCallOpen, referenceToPlace } from "../rows/held-store.ts";
import { addPlace } from "./places.ts";
import { tellingsOfCalls } from "../tell-call.ts";

/** A place that comes later than this helps nobody in the call, and a document larger than this is none. */
const [TIMEOUT_MS, MOST_BYTES] = [8_000, 64 * 1024];

export type HeldDeps = Pick<CallsDeps, "db" | "clock" | "sectorOf" | "heldHosts">;

/** Asks by POST, and by GET where the server knows no other (RFC 6753 §4). */
async function ask(reference: string, hosts: readonly AllowedHost[]): Promise<Fetched> {
  const bounds = { mostBytes: MOST_BYTES, timeoutMs: TIMEOUT_MS };
  const accept = `${HELD_TYPE}, application/pidf+xml`;
  const posted = await fetchBytes(reference, hosts, { ...bounds, accept, send: { type: HELD_TYPE, body: LOCATION_REQUEST } });
  return posted.kind === "none" && posted.why === "status" ? await fetchBytes(reference, hosts, { ...bounds, accept }) : posted;
}

/** Why no place came of a reference: said on the card, so that nobody waits for it. */
type Unfetched = "not_allowed" | "no_answer" | "refused" | "no_place";

/** Questions to one host at once, of the 48 of all, and the times until a call is asked for again that finds as many, ms. */
const OF_HOST_AT_ONCE = 32;
const ASKED_AGAIN = { firstMs: 1_000, longestMs: 20_000 };

/** Number of questions under way, by host. A host of the list that hangs leaves room for the others. */
class HostsAsked {
  readonly #underWay = new Map<string, number>();

  /** Runs one question; null if the host has as many as it may have. */
  async ask<T>(host: string, question: () => Promise<T>): Promise<T | null> {
    const count = this.#underWay.get(host) ?? 0;
    if (count >= OF_HOST_AT_ONCE) return null;
    this.#underWay.set(host, count + 1);
    try {
      return await question();
    } finally {
      const left = (this.#underWay.get(host) ?? 1) - 1;
      if (left > 0) this.#underWay.set(host, left);
      else this.#underWay.delete(host);
    }
  }
}

const NAME = "calls.dereference_place";
const payload = z.object({ callId: z.uuid(), waits: z.number().int().optional() });
const RETRY = { maxAttempts: 4 };
const asking = defineJob(NAME, payload, RETRY, () => Promise.reject(new Error("only enqueued by this name")));

const enqueueAsking = (tx: Tx, callId: string, waits?: number, runAt?: Date): Promise<void> =>
  enqueue(tx, asking, { callId, waits }, { key: `${NAME}:${callId}`, ...(runAt !== undefined && { runAt }) });

/**
 * Asks a location server for the place of a call, behind the reference with which the call came (HELD, RFC 5985 and 6753). The room calls on no
 * host that its setting does not name; nobody's call waits for it.
 */
export const dereferenceJob = (deps: HeldDeps, hosts = new HostsAsked()): Job<z.output<typeof payload>> =>
  defineJob(NAME, payload, RETRY, async ({ callId, waits = 0 }, { log, isLastAttempt }) => {
    const reference = await transaction(deps.db, SYSTEM, (tx) => referenceToPlace(tx, callId), { readOnly: true });
    if (reference === null) return;
    const asked = await hosts.ask(countedHost(reference, deps.heldHosts), () => ask(reference, deps.heldHosts));
    const again = (): number => deps.clock() + backOffMs(ASKED_AGAIN, waits + 1, randomInt(1_000) / 1_000);
    const enqueueAgain = async (tx: Tx): Promise<boolean> => {
      if (!(await isCallOpen(tx, callId))) return false;
      await enqueueAsking(tx, callId, waits + 1, new Date(again()));
      return true;
    };
    if (asked === null && (await transaction(deps.db, SYSTEM, enqueueAgain))) return;
    // A call that is over waits for no free question: its card says that there was no answer.
    const fetched: Fetched = asked ?? { kind: "later" };
    const text = fetched.kind === "bytes" ? fetched.bytes.toString("utf8") : "";
    const answer = readHeld(text);
    if (asked !== null && (fetched.kind === "later" || answer.kind === "later") && !isLastAttempt)
      throw new Error("the location server has no place yet");
    const place = fetched.kind === "bytes" && answer.kind === "document" ? readPlace(text) : null;
    const point = place?.point ?? null;
    const why: Unfetched =
      fetched.kind === "none" && fetched.why === "not_allowed"
        ? "not_allowed"
        : fetched.kind === "later"
          ? "no_answer"
          : fetched.kind === "none" || answer.kind !== "document"
            ? "refused"
            : "no_place";
    if (point === null) log.warn({ callId, why }, "lines: place of a call not fetched");
    const at = deps.clock();
    await transaction(deps.db, SYSTEM, async (tx) => {
      await forgetReference(tx, callId);
      const [accuracyM, measuredAt] = [place?.accuracyM ?? null, Math.min(place?.measuredAt ?? at, at)];
      if (point === null) await addEvent(tx, callId, { at, kind: "place_unfetched", data: { why } });
      else await addPlace(deps, tx, at, callId, { source: "held", point, accuracyM, measuredAt });
      await tell(tx, at, await tellingsOfCalls(tx, at, [callId]));
    });
  });

/** Has the place of a new call asked for, where its reference leads to a host of the setting; its card says so where it does not. */
export async function askPlaceBehind(deps: HeldDeps, tx: Tx, at: number, callId: string, reference: string): Promise<void> {
  if (!isAllowedAddress(reference, deps.heldHosts))
    return addEvent(tx, callId, { at, kind: "place_unfetched", data: { why: "not_allowed" satisfies Unfetched } });
  await insertReference(tx, callId, reference, new Date(at));
  await enqueueAsking(tx, callId);
}
