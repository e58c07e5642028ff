import type { dispatch, Duty } from "@amaliyat/contract/dispatch";
import type { ErrorCode } from "@amaliyat/contract/errors";
import { UNCLASSIFIED } from "@amaliyat/domain/interventions";
import { ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import { asRoom, SYSTEM, transaction, type Tx } from "../platform/database/index.ts";
import { mergedChain, type AlsoAtOpening } from "../interventions/index.ts";
import { markAlreadyLogged, notYetDone } from "../platform/call-record.ts";
import type { Call, Caller, Reply } from "../platform/http/index.ts";
import { send, sendIn } from "./assign.ts";
import { changeUnitBy, ownUnit } from "./change-unit.ts";
import type { DispatchDeps } from "./deps.ts";
import { interventionByReference, workOf } from "./dispatch-queries.ts";
import { dutyFor, ordersOf, type Ordered } from "./patrol.ts";
import { commandAssignment, doneAt } from "./stamp.ts";
import { unitById, type Acted } from "./units-queries.ts";
import { changeUnitRow } from "./units-store.ts";

/** The sectors of an act on an intervention: a crew sent beyond its own works there too. */
const actOn = (who: Caller, at: number, work: { readonly intervention_id: string; readonly sector_id: string | null }) => ({
  who: { ...who, covers: work.sector_id === null ? who.covers : [...who.covers, work.sector_id] },
  at,
  interventionId: work.intervention_id,
});

const workFor = (deps: DispatchDeps, assignmentId: string, who: Caller, acted: Acted) =>
  transaction(deps.db, SYSTEM, (tx) => workOf(tx, assignmentId, who.userId, acted), { readOnly: true });

type Order = Duty["assignments"][number];

/** An order of a unit, which another crew may have by now. */
async function orderAt(
  deps: DispatchDeps,
  { who, at, unitId }: Ordered,
  interventionId: string,
): Promise<Result<Order, Refusal<ErrorCode>>> {
  const orders = await ordersOf(deps, { who, at, unitId });
  const order = orders.find((each) => each.interventionId === interventionId);
  return order === undefined ? refuse({ code: "object.not_found" }) : ok(order);
}

/**
 * The crew meets something: an intervention is opened where it is, with the crew on scene, whatever else it is sent to. Both are one
 * transaction. A room that dies in between would leave a case without its crew, whose phone would never learn its name.
 */
export async function flagDown(deps: DispatchDeps, call: Call<typeof dispatch.flagDown>): Promise<Reply<typeof dispatch.flagDown>> {
  const { who, body, at } = call;
  const stampedAt = doneAt(body.at, call);
  const unitId = await ownUnit(deps.db, who, at, stampedAt);
  if (unitId === null) return refuse({ code: "object.not_found" });
  const also: AlsoAtOpening = {
    before: () => Promise.resolve(null),
    async after(tx, { interventionId }) {
      const sent = await asRoom(tx, () => sendIn(tx, { who, at, interventionId, unitId, anyway: true, first: "arrive", stampedAt }));
      if (!sent.ok) throw new Error(`a crew that met something was not sent there: ${sent.error.code}`);
      return { logged: sent.value.logged, tellings: sent.value.tellings };
    },
  };
  const opened = await deps.interventions.open(
    {
      ...call,
      query: undefined,
      body: {
        origin: "patrol",
        channel: "PATROL",
        place: body.place,
        ...(body.subcategory === undefined ? {} : { subcategory: body.subcategory }),
        ...(body.note === undefined ? {} : { note: body.note }),
      },
    } as Parameters<typeof deps.interventions.open>[0],
    stampedAt,
    also,
  );
  return opened.ok ? orderAt(deps, { who, at, unitId }, opened.value.interventionId) : opened;
}

/** The sectors of a crew: those of its officer, and those where its unit is at home or to which it is lent. */
async function sectorsOf(tx: Tx, { who, at, unitId }: Ordered): Promise<string[]> {
  const unit = await unitById(tx, unitId, at);
  return [...who.covers, ...(unit === null ? [] : [unit.sectorId]), ...(unit === null || unit.lent === null ? [] : [unit.lent.sectorId])];
}

type Taken = Ordered & { readonly interventionId: string; readonly stampedAt: number };

/** The order of a crew that was sent meanwhile to what it takes upon itself: taking it up is accepting it. */
async function acceptBound(
  deps: DispatchDeps,
  { interventionId, stampedAt, ...ordered }: Taken,
): Promise<Result<Order, Refusal<ErrorCode>>> {
  const { who, at } = ordered;
  const order = await orderAt(deps, ordered, interventionId);
  if (!order.ok) return order;
  const { assignmentId, state } = order.value;
  const accept = { who, at, assignmentId, stampedAt, command: { kind: "accept" }, type: "assignment.stamped", inPart: true } as const;
  if (state === "assigned" || state === "accepted") {
    const accepted = await commandAssignment(deps, accept);
    return accepted.ok ? orderAt(deps, ordered, interventionId) : accepted;
  }
  markAlreadyLogged("assignment.stamped");
  return order;
}

/** The crew takes an open intervention upon itself, heard of by radio, by its reference. By that of a merged one it takes the one that stays. */
export async function takeUp(deps: DispatchDeps, call: Call<typeof dispatch.takeUp>): Promise<Reply<typeof dispatch.takeUp>> {
  const { who, at, body } = call;
  const stampedAt = doneAt(body.at, call);
  const unitId = await ownUnit(deps.db, who, at, stampedAt);
  if (unitId === null) return refuse({ code: "object.not_found" });
  const ordered = { who, at, unitId };
  const found = async (tx: Tx): Promise<string | null> => {
    const named = await interventionByReference(tx, body.reference, await sectorsOf(tx, ordered));
    return named === null ? null : ((await mergedChain(tx, named)).at(-1) ?? named);
  };
  const interventionId = await transaction(deps.db, SYSTEM, found, { readOnly: true });
  if (interventionId === null) return refuse({ code: "object.not_found" });
  const sent = await send(deps.db, { ...ordered, scope: SYSTEM, interventionId, anyway: true, first: "accept", stampedAt });
  if (sent.ok) return orderAt(deps, ordered, interventionId);
  return sent.error.code === "unit.already_here" ? acceptBound(deps, { ...ordered, interventionId, stampedAt }) : sent;
}

/**
 * The crew is free again and says how it ended. The last crew closes the intervention with that. The words stay as a note if others go on,
 * if the crew had been taken back, and if the crew has not read of a danger. Sent again after it was cut off in between, it finds the
 * assignment cleared and goes on.
 */
export async function finish(deps: DispatchDeps, call: Call<typeof dispatch.finish>): Promise<Reply<typeof dispatch.finish>> {
  const { who, at, params, body } = call;
  const stampedAt = body.at === undefined ? undefined : doneAt(body.at, call);
  const acted: Acted = { acted: stampedAt ?? at, heard: at };
  const named = await workFor(deps, params.assignmentId, who, acted);
  if (named === null) return refuse({ code: "object.not_found" });
  const { assignmentId } = params;
  const cleared = await notYetDone(() =>
    commandAssignment(deps, { who, at, assignmentId, command: { kind: "clear" }, type: "assignment.stamped", stampedAt, inPart: true }),
  );
  if (!cleared.ok) return cleared;
  // The assignment that was meant may be another by now: its intervention was merged into one to which the crew is bound.
  const work = (await workFor(deps, cleared.value.assignmentId, who, acted)) ?? named;
  const act = actOn(who, at, work);
  const forReview = work.subcategory === UNCLASSIFIED;
  // Nothing more is told to a crew that has cleared. What makes the case graver from then on is unread too.
  const seen = { until: Date.parse(cleared.value.clearedAt ?? "") || (stampedAt ?? at), seq: work.read_seq };
  const closing = { ...act, disposition: body.disposition, outcome: body.outcome, forReview, seen };
  const closed = cleared.value.state === "cleared" && !work.unread && (await deps.interventions.close(closing)).ok;
  if (!closed) {
    const noted = await deps.interventions.note({ ...act, text: body.outcome, ...(stampedAt === undefined ? {} : { actedAt: stampedAt }) });
    if (!noted.ok) return noted;
  }
  const after = await dutyFor(deps, who, at);
  return ok({ duty: after, closed });
}

/** A note of the crew on what it is sent to, or was: a phone without a link sends it after the outcome, and whatever became of it. */
export async function note(deps: DispatchDeps, call: Call<typeof dispatch.note>): Promise<Reply<typeof dispatch.note>> {
  const { who, at, params, body } = call;
  const written = body.at === undefined ? {} : { actedAt: doneAt(body.at, call) };
  const work = await workFor(deps, params.assignmentId, who, { acted: written.actedAt ?? at, heard: at });
  if (work === null) return refuse({ code: "object.not_found" });
  const noted = await deps.interventions.note({ ...actOn(who, at, work), text: body.text, ...written });
  return noted.ok ? ok(undefined) : noted;
}

/**
 * Records the vehicle and the members of a crew; it counts as a sign of life. The unit is the one that the crew named, or for which the
 * person spoke then. If the person does not speak for it any more, its crew of now stays as it is.
 */
export async function crew(deps: DispatchDeps, call: Call<typeof dispatch.crew>): Promise<Reply<typeof dispatch.crew>> {
  const { who, at, body } = call;
  const saidAt = doneAt(body.at, call);
  const unitId = body.unitId ?? (await ownUnit(deps.db, who, at, saidAt));
  if (unitId === null) return refuse({ code: "object.not_found" });
  const isOwn = (await ownUnit(deps.db, who, at)) === unitId;
  return changeUnitBy(deps.db, {
    who,
    at,
    unitId,
    actedAt: saidAt,
    type: "unit.changed",
    detail: { changed: isOwn ? ["vehicle", "crew"] : [], byCrew: true, ...(isOwn ? {} : { late: true }) },
    change: async (tx, row) => {
      if (!isOwn) return ok(undefined);
      const heardAt = new Date(Math.max(row.heard_at?.getTime() ?? 0, saidAt));
      return ok(await changeUnitRow(tx, unitId, { vehicle: body.vehicle, crew: body.crew, heard_at: heardAt }));
    },
  });
}
