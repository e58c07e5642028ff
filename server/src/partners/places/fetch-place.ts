import { HELD_TYPE, LOCATION_REQUEST, readHeld } from "@amaliyat/domain/calls";
import { cutTo } from "@amaliyat/domain/kernel";
import { newWordsOf } from "@amaliyat/domain/partners";
import { z } from "zod";
import { SYSTEM, transaction, type Tx } from "../../platform/database/index.ts";
import { defineJob, enqueue, type Job } from "../../platform/jobs/index.ts";
import { tell } from "../../platform/live/index.ts";
import { fetchBytes, isAllowedAddress, type Fetched } from "../../platform/outbound/index.ts";
import { requestShown } from "../rows/forwards-queries.ts";
import type { PartnersDeps } from "../partners-deps.ts";
import { readPlace, type ReadPlace } from "../../platform/pidf/read-place.ts";
import { insertUpdate, knownOf, lockRequest, updateRequest, type RequestRecord } from "../rows/requests-store.ts";

/** A document larger than this is none, and a server that takes longer is asked again. */
const [TIMEOUT_MS, MOST_BYTES] = [8_000, 64 * 1024];

const payload = z.object({ requestId: z.uuid() });
const NAME = "partners.fetch_place";
const RETRY = { maxAttempts: 4 };
const fetching = defineJob(NAME, payload, RETRY, () => Promise.reject(new Error("only enqueued by this name")));

/** Asks by POST as HELD does, and by GET where the server knows no other (RFC 6753 §4). */
async function ask(reference: string, { hosts }: PartnersDeps): Promise<Fetched> {
  const bounds = { mostBytes: MOST_BYTES, timeoutMs: TIMEOUT_MS, accept: `${HELD_TYPE}, application/pidf+xml` };
  const posted = await fetchBytes(reference, hosts, { ...bounds, send: { type: HELD_TYPE, body: LOCATION_REQUEST } });
  return posted.kind === "none" && posted.why === "status" ? await fetchBytes(reference, hosts, bounds) : posted;
}

type Answer = { readonly place: ReadPlace | null; readonly why: NonNullable<RequestRecord["place_unfetched"]>; readonly isLate: boolean };

function answerOf(fetched: Fetched): Answer {
  if (fetched.kind === "later") return { place: null, why: "no_answer", isLate: true };
  if (fetched.kind === "none") return { place: null, why: fetched.why === "not_allowed" ? "not_allowed" : "refused", isLate: false };
  const text = fetched.bytes.toString("utf8");
  const said = readHeld(text);
  if (said.kind !== "document") return { place: null, why: said.kind === "later" ? "no_answer" : "refused", isLate: said.kind === "later" };
  return { place: readPlace(text), why: "no_place", isLate: false };
}

/** Writes the place of a request: in itself while it waits, and as a word of its sender once it was decided. */
async function writePlace({ sectorOf }: PartnersDeps, tx: Tx, row: RequestRecord, place: ReadPlace, at: number): Promise<void> {
  const { point, accuracyM } = place;
  const placeText = place.words === null ? null : cutTo(place.words, 200);
  if (row.kind === "waiting" || row.kind === "withdrawn") {
    const sector_id = point === null ? row.sector_id : await sectorOf(tx, point);
    const geodetic = point === null ? {} : { lat: point.lat, lon: point.lon, accuracy_m: accuracyM };
    return updateRequest(tx, row.request_id, { ...geodetic, sector_id, place_text: row.place_text ?? placeText, place_unfetched: null });
  }
  const { content, last } = await knownOf(tx, row);
  const words = newWordsOf(content, { ...content, point: point && { ...point, accuracyM }, placeText: placeText ?? content.placeText });
  if (words !== null) await insertUpdate(tx, row.request_id, { seq: last + 1, receivedAt: at, stamp: row.stamp ?? new Date(at), words });
  return updateRequest(tx, row.request_id, { place_unfetched: null });
}

/**
 * Fetches the place behind the reference of a request (HELD, RFC 5985 and 6753), from hosts that the room may call on for partners and from
 * no other. The request waits for nothing: it is shown at once, and says why no place came.
 */
export const fetchPlaceJob = (deps: PartnersDeps): Job<{ requestId: string }> =>
  defineJob(NAME, payload, RETRY, async ({ requestId }, { log, isLastAttempt }) => {
    const before = await transaction(deps.db, SYSTEM, (tx) => lockRequest(tx, requestId));
    const reference = before?.location_reference ?? null;
    if (reference === null) return;
    const { place, why, isLate } = answerOf(await ask(reference, deps));
    if (isLate && !isLastAttempt) throw new Error("the location server has no place yet");
    if (place === null) log.warn({ requestId, why }, "partners: place of a request not fetched");
    const at = deps.clock();
    await transaction(deps.db, SYSTEM, async (tx) => {
      const row = await lockRequest(tx, requestId);
      if (row === undefined || row.location_reference !== reference) return;
      if (place === null) await updateRequest(tx, requestId, { place_unfetched: why });
      else await writePlace(deps, tx, row, place, at);
      const shown = await requestShown(tx, requestId);
      await tell(tx, at, [{ happening: { topic: "partner_request", row: shown }, sectorId: shown.sectorId }]);
    });
  });

/** Has the place of a request fetched where its reference leads to an allowed host; the request says so where it does not. */
export async function askPlaceOf({ hosts }: PartnersDeps, tx: Tx, requestId: string, reference: string): Promise<void> {
  if (!isAllowedAddress(reference, hosts)) return updateRequest(tx, requestId, { place_unfetched: "not_allowed" });
  return enqueue(tx, fetching, { requestId }, { key: `${NAME}/${requestId}` });
}
