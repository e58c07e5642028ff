import type { bolos } from "@amaliyat/contract/bolos";
import { ok } from "@amaliyat/domain/kernel";
import { settle } from "../audit/index.ts";
import { scopeOf } from "../identity/index.ts";
import { transaction } from "../platform/database/index.ts";
import type { Call, Reply } from "../platform/http/index.ts";
import { tell } from "../platform/live/index.ts";
import { actInTime, momentOf } from "./act-in-time.ts";
import type { BolosDeps } from "./bolos-deps.ts";
import { inForceFor } from "./rows/bolos-queries.ts";
import { lookAtBolo } from "./rows/bolos-store.ts";
import { boloSubject } from "./subjects.ts";
import { tellingsOfBolo } from "./tell-bolo.ts";
import { markAcknowledged, markTold } from "./rows/notices-store.ts";

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

/**
 * Says that a person has read one in force. Once is enough: again changes nothing, and is logged as said. A crew that read it while its phone
 * had no link says when that was.
 */
export async function acknowledge({ db }: BolosDeps, call: Call<typeof bolos.acknowledge>): Promise<Reply<typeof bolos.acknowledge>> {
  const { who, at, query } = call;
  const { boloId } = call.params;
  const readAt = who.role === "patrol" && query.at !== undefined ? momentOf(query.at, call) : at;
  return actInTime(db, {
    who,
    boloId,
    actedAt: readAt,
    isBare: true,
    work: async (tx, kept) => {
      const isFirst = await markAcknowledged(tx, who.userId, new Date(readAt), boloId);
      const tellings = isFirst ? await tellingsOfBolo(tx, at, kept, "told") : [];
      const { reference } = kept;
      await settle(
        tx,
        { who, at },
        {
          type: "bolo.acknowledged",
          about: boloSubject({ ...kept.bolo, reference }),
          detail: { reference, ...(readAt === at ? {} : { seenAt: new Date(readAt).toISOString() }) },
        },
        tellings,
      );
      return ok(undefined);
    },
  });
}
