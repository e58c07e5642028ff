import type { dispatch } from "@amaliyat/contract/dispatch";
import { helpMoment } from "@amaliyat/domain/dispatch";
import { UNCLASSIFIED } from "@amaliyat/domain/interventions";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { asRoom, SYSTEM, transaction, type Tx } from "../../platform/database/index.ts";
import { interventionSubject, mergedChain, type AlsoAtOpening } from "../../interventions/index.ts";
import { notYetDone } from "../../platform/call-record.ts";
import type { Call, Caller, Reply } from "../../platform/http/index.ts";
import { sendIn } from "../assignments/assign.ts";
import { changeUnitBy, ownUnit, unitOfAct, unitOfWord } from "../units/change-unit.ts";
import type { DispatchDeps } from "../deps.ts";
import { livingAt } from "../rows/crew-notes-store.ts";
import { isOvertaken, workOf } from "../rows/dispatch-queries.ts";
import { keepAct } from "./keep-act.ts";
import { dutyFor, orderOf } from "./patrol.ts";
import { commandAssignment, doneAt, markActed } from "../assignments/stamp.ts";
import { unitById, type Acted } from "../rows/units-queries.ts";
import { changeUnitRow } from "../rows/units-store.ts";

/** The sectors of an act on an intervention: a crew sent beyond its own works there too. */
const actOn = (who: Caller, at: number, work: { readonly intervention_id: string; readonly sector_id: string | null }) => ({
  who: { ...who, covers: work.sector_id === null ? who.covers : [...who.covers, work.sector_id] },
  at,
  interventionId: work.intervention_id,
});

const workFor = (deps: DispatchDeps, assignmentId: string, who: Caller, acted: Acted) =>
  transaction(deps.db, SYSTEM, (tx) => workOf(tx, assignmentId, who.userId, acted), { readOnly: true });

/**
 * The crew meets something: an intervention is opened where it is, with the crew on scene, whatever else it is sent to. Both are one
 * transaction. A room that dies in between would leave a case without its crew, whose phone would never learn its name. If the person was
 * relieved before, unaware of it, the case is open for the desk, with that person's word, and binds no unit.
 */
export async function flagDown(deps: DispatchDeps, call: Call<typeof dispatch.flagDown>): Promise<Reply<typeof dispatch.flagDown>> {
  const { who, body, at } = call;
  const stampedAt = doneAt(body.at, call);
  const own = await unitOfAct(deps.db, who, at, stampedAt);
  if (own === null) return refuse({ code: "object.not_found" });
  const { unitId } = own;
  let keptId: string | null = null;
  const also: AlsoAtOpening = {
    before: () => Promise.resolve(null),
    async after(tx, card) {
      const { interventionId } = card;
      if (own.relievedAt !== null) {
        const about = interventionSubject(card);
        const act = { who, at, unitId, interventionId, about, stampedAt, step: "on_scene", end: { at, reason: null } } as const;
        const kept = await asRoom(tx, async () => {
          const unitCode = (await unitById(tx, unitId, at))?.code ?? "";
          return keepAct(tx, deps, { ...act, unitCode });
        });
        keptId = kept.assignmentId;
        return kept;
      }
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
  if (!opened.ok) return opened;
  const named = keptId === null ? { interventionId: opened.value.interventionId } : { assignmentId: keptId };
  return orderOf(deps, { who, at, unitId }, named);
}

/**
 * The crew is free again and says how it ended. The last crew closes the intervention with that. The words stay as a note if others go on, and
 * if the crew has not read of a danger. They do so too if the crew had been taken back, or was relieved: its reliever has to read them. Sent
 * again after it was cut off in between, it finds the assignment cleared and goes on.
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
  // The outcome of a crew that was relieved is not that of those who sit there now.
  const overtaken = (tx: Tx) => isOvertaken(tx, cleared.value.assignmentId, { userId: who.userId, ...acted });
  const mayClose =
    cleared.value.state === "cleared" && !work.unread && !(await transaction(deps.db, SYSTEM, overtaken, { readOnly: true }));
  const closed = mayClose && (await deps.interventions.close(closing)).ok;
  if (!closed) {
    // Those who have the work now read the words, as they read a note.
    const note = { ...act, assignmentId: cleared.value.assignmentId, text: body.outcome };
    const noted = await deps.interventions.note(stampedAt === undefined ? note : { ...note, actedAt: stampedAt });
    if (!noted.ok) return noted;
  }
  const after = await dutyFor(deps, who, at);
  return ok({ duty: after, closed });
}

/** A note of the crew on what it is sent to, or was: a phone without a link sends it after the outcome, and whatever became of it. */
export async function note(deps: DispatchDeps, call: Call<typeof dispatch.note>): Promise<Reply<typeof dispatch.note>> {
  const { who, at, params, body } = call;
  // An honest note of yesterday stands under its own time.
  const sentAt = call.query.sentAt === undefined ? null : Date.parse(call.query.sentAt);
  const written = body.at === undefined ? {} : { actedAt: helpMoment(Date.parse(body.at), sentAt, at) };
  const acted: Acted = { acted: written.actedAt ?? at, heard: at };
  const work = await workFor(deps, params.assignmentId, who, acted);
  if (work === null) return refuse({ code: "object.not_found" });
  const noted = await deps.interventions.note({ ...actOn(who, at, work), assignmentId: params.assignmentId, text: body.text, ...written });
  if (!noted.ok) return noted;
  await transaction(deps.db, SYSTEM, async (tx) => {
    const staying = (await mergedChain(tx, work.intervention_id)).at(-1) ?? work.intervention_id;
    const assignmentId = await livingAt(tx, params.assignmentId, staying);
    await markActed(tx, { assignmentId, unitId: work.unit_id }, { userId: who.userId, ...acted });
  });
  return ok(undefined);
}

/**
 * Records the vehicle and the members of a crew; it counts as a sign of life. The unit is the one that the crew named, or for which the
 * person spoke then. If the person does not speak for it any more, its crew of now stays as it is, and the log alone has the words.
 */
export async function crew(deps: DispatchDeps, call: Call<typeof dispatch.crew>): Promise<Reply<typeof dispatch.crew>> {
  const { who, at, body } = call;
  const saidAt = doneAt(body.at, call);
  const named = body.unitId;
  const spokenOf =
    named === undefined ? await unitOfAct(deps.db, who, at, saidAt) : await unitOfWord(deps.db, who, named, { acted: saidAt, heard: at });
  if (spokenOf === null) return refuse({ code: "object.not_found" });
  const { unitId, relievedAt } = spokenOf;
  const isOwn = (await ownUnit(deps.db, who, at)) === unitId;
  const { vehicle, crew: members } = body;
  const late = { late: true, stampedAt: new Date(saidAt).toISOString(), said: { vehicle, crew: members } };
  return changeUnitBy(deps.db, {
    who,
    at,
    unitId,
    actedAt: saidAt,
    isWord: relievedAt !== null,
    type: "unit.changed",
    detail: { changed: isOwn ? ["vehicle", "crew"] : [], byCrew: true, ...(isOwn ? {} : late) },
    change: async (tx, row) => {
      if (!isOwn) return ok(undefined);
      const heardAt = new Date(Math.max(row.heard_at?.getTime() ?? 0, saidAt));
      return ok(await changeUnitRow(tx, unitId, { vehicle, crew: members, heard_at: heardAt }));
    },
  });
}
