import type { ErrorCode } from "@amaliyat/contract/errors";
import { newWordsOf } from "@amaliyat/domain/partners";
import { ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import { randomUUID } from "node:crypto";
import { settle } from "../../audit/index.ts";
import { isUniqueViolation, SYSTEM, transaction, type Tx } from "../../platform/database/index.ts";
import type { PartnerCaller } from "../../platform/http/index.ts";
import { askPlaceOf } from "../places/fetch-place.ts";
import { requestShown } from "../rows/forwards-queries.ts";
import type { PartnersDeps } from "../partners-deps.ts";
import { outsider } from "../forwards/report.ts";
import {
  countWaiting,
  insertRequest,
  insertUpdate,
  knownOf,
  lockRequestOf,
  updateRequest,
  type RequestRecord,
} from "../rows/requests-store.ts";
import { requestSubject } from "../subjects.ts";

/** Facts in an EIDO on the incident about which its sender asks the room. */
export type Asked = Pick<
  RequestRecord,
  "sender_status" | "title" | "lat" | "lon" | "accuracy_m" | "place_text" | "location_reference" | "notes"
> & { readonly stamp: Date };

type Asking = { readonly incidentId: string; readonly asked: Asked; readonly at: number };

/** Result: a new request, a changed one, words added to a decided one, a repetition, or one older than the known stamp. */
type Kept = "new" | "changed" | "added" | "same" | "older";

/** Requests of one partner that may wait at a time, and words to one request that nobody has read: a system gone wild must not bury the room. */
const [MOST_WAITING, MOST_UNREAD] = [200, 100];
const tooMany = () => refuse<Refusal<ErrorCode>>({ code: "request.too_many", params: { seconds: 600 } });

const kindOf = ({ sender_status: status }: Asked) => (status === "Active" ? ("waiting" as const) : ("withdrawn" as const));

/** True if a document is older than the known one. Of two with one stamp, the one that ends the request is the later. */
function isOlder(asked: Asked, { stamp, sender_status: status }: RequestRecord): boolean {
  if (stamp === null || asked.stamp > stamp) return false;
  return asked.stamp < stamp || (status !== "Active" && asked.sender_status === "Active");
}

/** The place and the sector of what is said; a place that was fetched by the same reference stays. */
async function placed({ sectorOf }: PartnersDeps, tx: Tx, asked: Asked, known?: RequestRecord) {
  const isKept =
    known !== undefined && asked.lat === null && asked.location_reference !== null && asked.location_reference === known.location_reference;
  const { lat, lon, accuracy_m, place_unfetched } = isKept ? known : { ...asked, place_unfetched: null };
  const sector_id = lat === null || lon === null ? null : await sectorOf(tx, { lat, lon });
  return { lat, lon, accuracy_m, place_unfetched, sector_id, isKept };
}

async function addWords(tx: Tx, known: RequestRecord, { asked, at }: Asking): Promise<Result<Kept, Refusal<ErrorCode>>> {
  const { content, last, unread } = await knownOf(tx, known);
  const point = asked.lat === null || asked.lon === null ? null : { lat: asked.lat, lon: asked.lon, accuracyM: asked.accuracy_m };
  const said = { title: asked.title, point, placeText: asked.place_text, status: asked.sender_status, notes: asked.notes };
  const words = newWordsOf(content, said);
  if (words !== null && unread >= MOST_UNREAD) return tooMany();
  await updateRequest(tx, known.request_id, {
    stamp: asked.stamp,
    sender_status: asked.sender_status,
    location_reference: asked.location_reference,
  });
  if (words === null) return ok("same");
  await insertUpdate(tx, known.request_id, { seq: last + 1, receivedAt: at, stamp: asked.stamp, words });
  return ok("added");
}

/**
 * Stores a partner's request. If it comes again under the same name, the later stamp holds. A waiting request is updated or withdrawn; a
 * decided one stays as it is, with the new words beside it. An older one changes nothing.
 */
export async function receiveRequest(
  deps: PartnersDeps,
  partner: PartnerCaller,
  asking: Asking,
): Promise<Result<Kept, Refusal<ErrorCode>>> {
  try {
    return await receiveOnce(deps, partner, asking);
  } catch (cause) {
    // The same came twice at once, and the other was first: there is one to bring up to date now.
    if (isUniqueViolation(cause)) return receiveOnce(deps, partner, asking);
    throw cause;
  }
}

async function receiveOnce(deps: PartnersDeps, partner: PartnerCaller, asking: Asking): Promise<Result<Kept, Refusal<ErrorCode>>> {
  const { incidentId, asked, at } = asking;
  return transaction(deps.db, SYSTEM, async (tx): Promise<Result<Kept, Refusal<ErrorCode>>> => {
    const known = await lockRequestOf(tx, partner.partnerId, incidentId);
    const requestId = known?.request_id ?? randomUUID();
    let kept: Kept;
    if (known === undefined) {
      if ((await countWaiting(tx, partner.partnerId)) >= MOST_WAITING) return tooMany();
      const { isKept: _none, ...place } = await placed(deps, tx, asked);
      const undecided = { intervention_id: null, reason: null, decided_at: null, decided_by: null };
      const begun = { request_id: requestId, partner_id: partner.partnerId, incident_id: incidentId, received_at: new Date(at) };
      await insertRequest(tx, { ...begun, ...asked, ...place, kind: kindOf(asked), ...undecided });
      if (asked.location_reference !== null) await askPlaceOf(deps, tx, requestId, asked.location_reference);
      kept = "new";
    } else if (isOlder(asked, known)) {
      kept = "older";
    } else if (known.kind === "waiting" || known.kind === "withdrawn") {
      const { isKept, ...place } = await placed(deps, tx, asked, known);
      await updateRequest(tx, requestId, { ...asked, ...place, kind: kindOf(asked) });
      if (asked.location_reference !== null && !isKept) await askPlaceOf(deps, tx, requestId, asked.location_reference);
      kept = "changed";
    } else {
      const added = await addWords(tx, known, asking);
      if (!added.ok) return added;
      if (asked.location_reference !== null && asked.location_reference !== known.location_reference)
        await askPlaceOf(deps, tx, requestId, asked.location_reference);
      kept = added.value;
    }
    const row = await requestShown(tx, requestId);
    await settle(
      tx,
      { who: outsider(partner), at },
      {
        type: "partner_request.received",
        about: requestSubject(row),
        detail: { partner: partner.code, incidentId, state: row.state, again: kept !== "new", superseded: kept === "older" },
      },
      kept === "older" || kept === "same" ? [] : [{ happening: { topic: "partner_request", row }, sectorId: row.sectorId }],
    );
    return ok(kept);
  });
}
