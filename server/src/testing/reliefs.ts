import { dispatch } from "@amaliyat/contract/dispatch";
import { interventions } from "@amaliyat/contract/interventions";
import { shifts } from "@amaliyat/contract/shifts";
import type { Point } from "@amaliyat/domain/kernel";
import type { TestClient } from "./test-client.ts";
import { endHelp } from "./things/things.ts";

type Asker = Pick<TestClient, "ask" | "must">;

/** An officer of a crew, signed in. */
export type Officer = { readonly userId: string; readonly client: Asker };

export type Reliefs = {
  readonly supervisor: Asker;
  readonly desk: Asker;
  /** The first is the account of the first unit. */
  readonly officers: readonly Officer[];
  /** Two units of one sector; the second has no account. */
  readonly unitIds: readonly [string, string];
  readonly sectorId: string;
  readonly place: Point;
  readonly random: () => number;
  readonly count: number;
};

/** Result of the reliefs. The last two lists are empty if the room took every act by the right person, and none by another. */
export type Relieved = {
  readonly reliefs: number;
  readonly acts: number;
  readonly helpCalled: number;
  readonly helpRefused: number;
  /** Stamps by assignment, each with the officer who sent it, in order. */
  readonly stamps: readonly { readonly assignmentId: string; readonly userId: string }[];
  /** Acts of those who spoke for the unit then, that were refused. */
  readonly refused: readonly string[];
  /** Acts of those who did not, that were taken. */
  readonly underAnotherName: readonly string[];
};

/** A line of the roster, with when it was asked for and answered: between the two nobody can say whether it was known (ms). */
type Line = {
  readonly lineId: string;
  readonly unitId: string;
  readonly userId: string;
  readonly from: number;
  to: number;
  readonly asked: number;
  readonly known: number;
};

const HOUR = 3_600_000;

/** The rule, told a second time: those seated in a unit, else its account unless that person sits in another. */
function speaks(
  lines: readonly Line[],
  account: string,
  first: string,
  userId: string,
  unitId: string,
  at: number,
  known: number,
): boolean {
  const seated = lines.filter((line) => line.from <= at && at < line.to && line.known <= known);
  const here = seated.filter((line) => line.unitId === unitId);
  if (here.length > 0) return here.some((line) => line.userId === userId);
  return unitId === first && userId === account && !seated.some((line) => line.userId === userId);
}

/**
 * Plays reliefs: officers relieve each other in two units at random moments, also as written down too late. Between reliefs they report
 * steps, some done seconds ago, and call for help, seated or not.
 */
export async function playReliefs(given: Reliefs): Promise<Relieved> {
  const { supervisor, desk, officers, unitIds, sectorId, place, random, count } = given;
  const lines: Line[] = [];
  const stamps: Relieved["stamps"][number][] = [];
  const refused: string[] = [];
  const underAnotherName: string[] = [];
  let [reliefs, acts, helpCalled, helpRefused] = [0, 0, 0, 0];
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const account = officers[0]?.userId ?? "";
  const spoke = (officer: Officer, unitId: string, at: number, known: number): boolean =>
    speaks(lines, account, unitIds[0], officer.userId, unitId, at, known);

  const end = async (line: Line): Promise<void> => {
    const ended = await supervisor.must(shifts.endSeat, { params: { lineId: line.lineId } });
    line.to = Date.parse(ended.to);
  };
  const relieve = async (): Promise<void> => {
    const [officer, unitId] = [pick(officers), pick(unitIds)];
    const now = Date.now();
    const running = lines.filter((line) => line.from < now && now < line.to);
    for (const line of running) if (line.userId === officer.userId || (line.unitId === unitId && random() < 0.8)) await end(line);
    reliefs += 1;
    if (random() < 0.15) return;
    const free = Math.max(0, ...lines.filter(({ userId }) => userId === officer.userId).map(({ to }) => to));
    const from = Math.max(Date.now() - Math.floor(random() * 2000), free);
    const asked = Date.now();
    const seat = { kind: "crew" as const, unitId, vehicle: `V-${unitIds.indexOf(unitId)}` };
    const span = { from: new Date(from).toISOString(), to: new Date(from + 8 * HOUR).toISOString() };
    const made = await supervisor.must(shifts.seat, { body: { sectorId, userId: officer.userId, seat, ...span } });
    lines.push({ lineId: made.lineId, unitId, userId: officer.userId, from, to: from + 8 * HOUR, asked, known: Date.now() });
  };
  const report = async (unitId: string): Promise<void> => {
    const opened = await desk.must(interventions.open, { body: { origin: "desk", place, subcategory: "TRF.OBS" } });
    const sent = await desk.must(dispatch.assign, { params: { interventionId: opened.interventionId }, body: { unitId, anyway: true } });
    const params = { assignmentId: sent.assignmentId };
    for (const status of ["accepted", "on_scene"] as const) {
      if (random() < 0.3) await relieve();
      const officer = pick(officers);
      const acted = random() < 0.4 ? null : Date.now() - Math.floor(random() * 3000);
      const at = acted === null ? {} : { at: new Date(acted).toISOString() };
      const answer = await officer.client.ask(dispatch.stamp, { params, body: { status, ...at } });
      const now = Date.now();
      const meant = Math.max(acted ?? now, Date.parse(sent.assignedAt));
      acts += 1;
      if (answer.ok) stamps.push({ ...params, userId: officer.userId });
      if (lines.some((line) => line.asked <= meant && meant <= line.known)) continue;
      const began = Date.parse(sent.assignedAt);
      // An order stays on the phone of a person who was relieved of it: what that person says by it is kept.
      const changes = lines.flatMap(({ from, to, known }) => [from, to, known]).filter((change) => began <= change && change <= now);
      const sat = [began, ...changes].some((change) => spoke(officer, unitId, change, now));
      const own = sat || spoke(officer, unitId, now, now) || spoke(officer, unitId, meant, now) || spoke(officer, unitId, meant, meant);
      const said = `${officer.userId} ${status} ${unitId} acted ${meant} at ${now}`;
      if (own && !answer.ok) refused.push(`${said}: ${answer.error.code}`);
      if (!own && answer.ok) underAnotherName.push(said);
    }
    await desk.must(dispatch.stamp, { params, body: { status: "cleared" } });
  };
  const callForHelp = async (): Promise<void> => {
    const officer = pick(officers);
    helpCalled += 1;
    const called = await officer.client.ask(dispatch.panic, { query: {}, body: { at: new Date().toISOString(), place } });
    const now = Date.now();
    const own = unitIds.find((unitId) => spoke(officer, unitId, now, now));
    if (!called.ok || (own === undefined ? !called.value.isPerson : called.value.unitId !== own)) helpRefused += 1;
    if (!called.ok) return;
    const ended = await endHelp(desk, called.value);
    if (!ended.ok) throw new Error(ended.error.code);
  };

  while (reliefs < count) {
    await relieve();
    if (random() < 0.5) await report(pick(unitIds));
    if (random() < 0.5) await callForHelp();
  }
  return { reliefs, acts, helpCalled, helpRefused, stamps, refused, underAnotherName };
}
