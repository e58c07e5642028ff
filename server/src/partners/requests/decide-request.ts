import type { interventions, InterventionCard } from "@amaliyat/contract/interventions";
import type { PartnerRequest, partnerRoutes } from "@amaliyat/contract/partners";
import type { ErrorCode } from "@amaliyat/contract/errors";
import { ok, piecesOf, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import { settle } from "../../audit/index.ts";
import { scopeOf } from "../../identity/index.ts";
import { lookAtIntervention, type AlsoAtOpening } from "../../interventions/index.ts";
import { refusable } from "../../platform/command/index.ts";
import { transaction } from "../../platform/database/index.ts";
import type { Call, Reply } from "../../platform/http/index.ts";
import { requestShown, requestsWhere } from "../rows/forwards-queries.ts";
import type { PartnersDeps } from "../partners-deps.ts";
import { lockRequest, readUpdates, updateRequest } from "../rows/requests-store.ts";
import { requestSubject } from "../subjects.ts";

/** Opens an intervention as `interventions.open` does, with more in its transaction. Given by the composition root. */
export type OpenPort = (
  call: Call<typeof interventions.open>,
  also: AlsoAtOpening,
) => Promise<Result<InterventionCard, Refusal<ErrorCode>>>;

/** A note of a card holds so many characters. */
const NOTE_LENGTH = 2000;

type Take = typeof partnerRoutes.takeRequest;

/** Takes a request into an intervention of origin agency: opened and decided in one transaction, so that two people never open two. */
export async function takeRequest({ db }: PartnersDeps, open: OpenPort, call: Call<Take>): Promise<Reply<Take>> {
  const { who, at, params, body } = call;
  const { asked, stamp } = await transaction(
    db,
    scopeOf(who),
    async (tx) => ({
      stamp: (await lockRequest(tx, params.requestId))?.stamp?.getTime(),
      asked: (await requestsWhere(tx, { requestId: params.requestId }))[0],
    }),
    {},
  );
  if (asked === undefined) return refuse({ code: "object.not_found" });
  const [note = "", ...notes] = piecesOf([asked.title, ...asked.notes].join("\n"), NOTE_LENGTH);
  const opening = {
    origin: "agency" as const,
    channel: "AGENCY" as const,
    note,
    ...(asked.place === null ? {} : { place: asked.place }),
    ...(asked.placeText === null ? {} : { placeText: asked.placeText }),
    ...(body.subcategory === undefined ? {} : { subcategory: body.subcategory }),
  };
  const also: AlsoAtOpening = {
    notes,
    async before(tx) {
      const row = await lockRequest(tx, params.requestId);
      if (row === undefined) return { code: "object.not_found" };
      if (row.kind === "taken" || row.kind === "declined") return { code: "partner_request.already_decided" };
      if (row.kind === "withdrawn" && !body.anyway) return { code: "partner_request.withdrawn" };
      // Words that its sender sent in between would be lost: neither the opening nor the later words have them.
      return row.stamp?.getTime() === stamp ? null : { code: "partner_request.changed_meanwhile" };
    },
    async after(tx, { interventionId, reference, sectorId }) {
      const decided = { kind: "taken" as const, intervention_id: interventionId, reason: null };
      await updateRequest(tx, params.requestId, { ...decided, decided_at: new Date(at), decided_by: who.userId });
      const row = await requestShown(tx, params.requestId);
      const about = { ...requestSubject({ requestId: params.requestId, sectorId }), workItem: reference };
      const detail = { partner: row.partnerCode, incidentId: row.incidentId, interventionId };
      return {
        logged: [{ type: "partner_request.taken", about, detail }],
        tellings: [{ happening: { topic: "partner_request", row }, sectorId: row.sectorId }],
      };
    },
  };
  return open({ ...call, params: undefined, query: undefined, body: opening }, also);
}

type Decline = typeof partnerRoutes.declineRequest;

/** Declines a request. */
export async function declineRequest({ db }: PartnersDeps, { who, at, params, body }: Call<Decline>): Promise<Reply<Decline>> {
  return refusable(db, scopeOf(who), async (tx): Promise<Result<PartnerRequest, Refusal<ErrorCode>>> => {
    const row = await lockRequest(tx, params.requestId);
    if (row === undefined) return refuse({ code: "object.not_found" });
    if (row.kind === "taken" || row.kind === "declined") return refuse({ code: "partner_request.already_decided" });
    const decided = { kind: "declined" as const, intervention_id: null, reason: body.reason };
    await updateRequest(tx, params.requestId, { ...decided, decided_at: new Date(at), decided_by: who.userId });
    const shown = await requestShown(tx, params.requestId);
    await settle(
      tx,
      { who, at },
      {
        type: "partner_request.declined",
        about: requestSubject(shown),
        detail: { partner: shown.partnerCode, incidentId: shown.incidentId, reason: body.reason },
      },
      [{ happening: { topic: "partner_request", row: shown }, sectorId: shown.sectorId }],
    );
    return ok(shown);
  });
}

type Read = typeof partnerRoutes.readRequest;

/** Records that somebody read the partner's messages since its request was decided. Messages read before stay as they were. */
export async function readRequest({ db }: PartnersDeps, { who, at, params, body }: Call<Read>): Promise<Reply<Read>> {
  return refusable(db, scopeOf(who), async (tx): Promise<Result<PartnerRequest, Refusal<ErrorCode>>> => {
    const row = await lockRequest(tx, params.requestId);
    if (row === undefined) return refuse({ code: "object.not_found" });
    const count = await readUpdates(tx, params.requestId, body.upTo, { userId: who.userId, at });
    const shown = await requestShown(tx, params.requestId);
    await settle(
      tx,
      { who, at },
      {
        type: "partner_request.read",
        about: requestSubject(shown),
        detail: { partner: shown.partnerCode, incidentId: shown.incidentId, interventionId: shown.interventionId, count },
      },
      count > 0 ? [{ happening: { topic: "partner_request", row: shown }, sectorId: shown.sectorId }] : [],
    );
    return ok(shown);
  });
}

type OfIntervention = typeof partnerRoutes.requestsOfIntervention;

/** Lists the partner requests from which an intervention was opened. */
export async function requestsOfIntervention({ db }: PartnersDeps, { who, params }: Call<OfIntervention>): Promise<Reply<OfIntervention>> {
  const found = await transaction(
    db,
    scopeOf(who),
    async (tx) => ((await lookAtIntervention(tx, params.interventionId)) === null ? null : requestsWhere(tx, params)),
    { readOnly: true },
  );
  return found === null ? refuse({ code: "object.not_found" }) : ok(found);
}
