import { dispatch } from "@amaliyat/contract/dispatch";
import { interventions, type InterventionRow } from "@amaliyat/contract/interventions";
import { latestPress } from "@amaliyat/domain/dispatch";
import { UNCLASSIFIED } from "@amaliyat/domain/interventions";
import { setTimeout as sleep } from "node:timers/promises";
import type { Person } from "./steady.ts";

const ROUND_MS = 300;
/** As long as a dispatcher speaks with a crew that called for help. */
const HELP_MS = 1_500;

/** Acts of the dispatcher beside sending crews. */
export type Desk = { helped: number };

/** Sends the first crew that the room advises and that did not refuse; one that is busy goes there next. */
async function send(desk: Person, row: InterventionRow): Promise<void> {
  const params = { interventionId: row.interventionId };
  const { units } = await desk.must(dispatch.advise, { params });
  const advised = units.find(({ advised: fit, unit }) => fit && !row.units.some(({ unitId }) => unitId === unit.unitId));
  if (advised === undefined) return;
  const { unitId, status } = advised.unit;
  // A refused unit (sent by another person, or out of service) is looked at again in the next round.
  await desk.ask(dispatch.assign, { params, body: { unitId, anyway: status !== "available" } });
}

async function treat(desk: Person, row: InterventionRow): Promise<void> {
  if (row.units.some(({ endedAt }) => endedAt === null)) return;
  if (!row.units.some(({ state }) => state === "cleared")) return send(desk, row);
  const { interventionId, version } = row;
  const body = {
    version,
    disposition: "03",
    outcome: "أنهت الدورية المهمة باللاسلكي",
    forReview: row.subcategory === UNCLASSIFIED,
  } as const;
  await desk.ask(interventions.close, { params: { interventionId }, body });
}

/** A crew that presses again meanwhile is helped again in the next round: its call stands. */
async function help(desk: Person, unitId: string, seen: string): Promise<void> {
  const params = { unitId };
  await desk.ask(dispatch.distress, { params, body: { act: "take_up", seen } });
  await sleep(HELP_MS);
  await desk.ask(dispatch.distress, { params, body: { act: "end", seen, reason: "أُمّنت الدورية" } });
}

/**
 * The dispatcher's evening. Until it is over, every call for help is taken up and ended, and every intervention of `ours` gets a crew and
 * an end.
 */
export async function runDispatcher(desk: Person, ours: ReadonlySet<string>, crews: readonly string[], signal: AbortSignal): Promise<Desk> {
  const done: Desk = { helped: 0 };
  while (!signal.aborted) {
    for (const { unitId, code, distress } of await desk.must(dispatch.units, {})) {
      if (distress === null || !crews.includes(code)) continue;
      await help(desk, unitId, latestPress(distress));
      done.helped++;
    }
    const { rows } = await desk.must(interventions.list, { query: { state: "open", size: 200 } });
    for (const row of rows.toReversed()) if (ours.has(row.interventionId)) await treat(desk, row);
    await sleep(ROUND_MS);
  }
  return done;
}
