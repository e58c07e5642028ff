import type { bolos } from "@amaliyat/contract/bolos";
import type { BodyOf } from "@amaliyat/contract/route";
import type { ErrorCode } from "@amaliyat/contract/errors";
import { writeBolo, type Act, type BoloSaid } from "@amaliyat/domain/bolos";
import { expandCompetence } from "@amaliyat/domain/identity";
import { formatReference, referenceYear } from "@amaliyat/domain/interventions";
import { ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import { randomUUID } from "node:crypto";
import { settle } from "../audit/index.ts";
import { scopeOf, sectorTree } from "../identity/index.ts";
import { lookAtIntervention } from "../interventions/index.ts";
import { refusable } from "../platform/command/index.ts";
import type { Tx } from "../platform/database/index.ts";
import type { Call, Caller, Reply } from "../platform/http/index.ts";
import type { BolosDeps } from "./bolos-deps.ts";
import { addEvent, insertBolo, nextBoloNumber } from "./rows/bolos-store.ts";
import { commandBolo } from "./command-bolo.ts";
import { pageAfter } from "./rows/page-queries.ts";
import { boloSubject } from "./subjects.ts";

type Body = BodyOf<typeof bolos.write>;

const saidOf = ({ kind, text, facts, sectors, authority, caseReference, hours, namesNobody: words }: Body, act: Act): BoloSaid => {
  const seenAt = facts.seenAt === null ? null : Date.parse(facts.seenAt);
  const namesNobody = words === null ? null : { ...act, words };
  return { kind, text, facts: { ...facts, seenAt }, sectors, authority, caseReference, hours, namesNobody };
};

/** Checks the objects that a body names: sectors, returned with all below them, and an intervention that its author may see. */
async function named(tx: Tx, body: Body): Promise<Result<readonly string[], Refusal<ErrorCode>>> {
  const tree = await sectorTree(tx);
  if (body.sectors.some((sectorId) => !tree.some((sector) => sector.sectorId === sectorId))) return refuse({ code: "object.not_found" });
  if (body.interventionId !== null && (await lookAtIntervention(tx, body.interventionId)) === null)
    return refuse({ code: "object.not_found" });
  return ok(expandCompetence(tree, body.sectors));
}

/** Writes a draft. It may be for any sector: what is looked for drives on. */
export function write({ db }: BolosDeps, { who, at, body }: Call<typeof bolos.write>): Promise<Reply<typeof bolos.write>> {
  const draft = writeBolo(randomUUID(), saidOf(body, { at, by: who.userId }));
  if (!draft.ok) return Promise.resolve(draft);
  const bolo = draft.value;
  return refusable(db, scopeOf(who), async (tx) => {
    const reaches = await named(tx, body);
    if (!reaches.ok) return reaches;
    const year = referenceYear(at);
    const reference = `B-${formatReference({ year, number: await nextBoloNumber(tx, year) })}`;
    const { priority, interventionId } = body;
    await insertBolo(tx, { bolo, reference, priority, interventionId, reaches: reaches.value, written: { at, by: who.userId } });
    await addEvent(tx, bolo.boloId, { at, by: who.userId, kind: "bolo.written" });
    const page = await pageAfter(tx, at, bolo.boloId);
    await settle(
      tx,
      { who, at },
      {
        type: "bolo.written",
        about: boloSubject({ ...bolo, reference }),
        detail: {
          reference,
          kind: bolo.kind,
          sectors: bolo.sectors,
          ...(interventionId === null ? {} : { interventionId }),
          ...(bolo.namesNobody ? { answer: bolo.namesNobody.words } : {}),
        },
      },
    );
    return ok(page);
  });
}

/** The link after a change. A case that the caller does not see reads as none: to send none leaves it as it is. */
async function linkAfter(tx: Tx, before: string | null, given: string | null): Promise<string | null> {
  if (given !== null || before === null) return given;
  return (await lookAtIntervention(tx, before)) === null ? before : null;
}

const seesAfter = (who: Caller, reaches: readonly string[], author: string): boolean =>
  who.userId === author || reaches.length === 0 || reaches.some((sectorId) => who.covers.includes(sectorId));

/** Changes a draft. Nobody but its author sends it where they do not see it any more. */
export function change(deps: BolosDeps, { who, at, params, body }: Call<typeof bolos.change>): Promise<Reply<typeof bolos.change>> {
  const { version, priority } = body;
  return commandBolo(deps, {
    who,
    at,
    ...params,
    version,
    type: "bolo.changed",
    command: { kind: "change", said: saidOf(body, { at, by: who.userId }) },
    around: async (tx, after) => {
      const reaches = await named(tx, body);
      if (!reaches.ok) return reaches;
      if (!seesAfter(who, reaches.value, after.written.by)) return refuse({ code: "object.not_found" });
      const interventionId = await linkAfter(tx, after.interventionId, body.interventionId);
      return ok({ ...after, priority, interventionId, reaches: reaches.value });
    },
  });
}
