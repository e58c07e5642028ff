import type { bolos } from "@amaliyat/contract/bolos";
import { standingAt } from "@amaliyat/domain/bolos";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { settle } from "../audit/index.ts";
import { scopeOf } from "../identity/index.ts";
import { refusable } from "../platform/command/index.ts";
import { transaction } from "../platform/database/index.ts";
import type { Call, Reply } from "../platform/http/index.ts";
import { tell } from "../platform/live/index.ts";
import type { BolosDeps } from "./bolos-deps.ts";
import { inForceFor } from "./bolos-queries.ts";
import { lookAtBolo } from "./bolos-store.ts";
import { boloSubject } from "./subjects.ts";
import { tellingsOfBolo } from "./tell-bolo.ts";
import { markAcknowledged, markTold } from "./notices-store.ts";

/**
 * Hands a person the BOLOs in force for them, and records that they were told of the new ones. A screen asks when its person signs in, and
 * whenever the live channel says that there is something.
 */
export async function receive({ db }: BolosDeps, { who, at, body }: Call<typeof bolos.receive>): Promise<Reply<typeof bolos.receive>> {
  return transaction(db, scopeOf(who), async (tx) => {
    const notices = await inForceFor(tx, who.userId, at);
    const fresh = notices.filter(({ toldAt }) => toldAt === null).map(({ boloId }) => boloId);
    await markTold(tx, who.userId, new Date(at), fresh);
    for (const boloId of fresh) {
      const kept = await lookAtBolo(tx, boloId);
      if (kept !== null) await tell(tx, at, await tellingsOfBolo(tx, at, kept, "told"));
    }
    const have = new Set(body.have);
    const shown = notices.map((notice) => (have.has(notice.boloId) ? { ...notice, thumbnail: null } : notice));
    return ok(shown.map((notice) => ({ ...notice, toldAt: notice.toldAt ?? new Date(at).toISOString() })));
  });
}

/** Says that a person has read one in force. Once is enough: again changes nothing, and is logged as said. */
export async function acknowledge(
  { db }: BolosDeps,
  { who, at, params }: Call<typeof bolos.acknowledge>,
): Promise<Reply<typeof bolos.acknowledge>> {
  return refusable(db, scopeOf(who), async (tx) => {
    const kept = await lookAtBolo(tx, params.boloId);
    if (kept === null) return refuse({ code: "object.not_found" });
    const standing = standingAt(kept.bolo, at);
    if (standing !== "in_force") return refuse({ code: "bolo.wrong_state", params: { state: standing } });
    const isFirst = await markAcknowledged(tx, who.userId, new Date(at), params.boloId);
    const tellings = isFirst ? await tellingsOfBolo(tx, at, kept, "told") : [];
    await settle(
      tx,
      { who, at },
      { type: "bolo.acknowledged", about: boloSubject({ ...kept.bolo, reference: kept.reference }), detail: { reference: kept.reference } },
      tellings,
    );
    return ok(undefined);
  });
}
