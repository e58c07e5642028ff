import { shifts } from "@amaliyat/contract/shifts";
import type { Person } from "./steady.ts";

const HOUR = 3_600_000;
const SECTOR = "SW";
const inHours = (hours: number): string => new Date(Date.now() + hours * HOUR).toISOString();

type Worked = { readonly name: string; readonly from: string; readonly to: string };

const fromNow = (name: string): Worked => ({ name, from: inHours(0), to: inHours(8) });

const plan = (chief: Person, worked: Worked) =>
  chief.must(shifts.plan, { body: { ...worked, sectorId: SECTOR, chiefId: chief.userId, anyway: "تداخل التسليم" } });

/** Starts a shift of the whole town under `chief`, unless one runs; answers the running one. */
async function running(chief: Person, worked = fromNow("المساء")) {
  const around = await chief.must(shifts.list, { query: { from: inHours(-24), to: inHours(24) } });
  const found = around.find((each) => each.sectorId === SECTOR && each.kind === "running");
  if (found !== undefined) return found;
  const { shiftId, version } = await plan(chief, worked);
  return chief.must(shifts.start, { params: { shiftId }, body: { version } });
}

/** Begins the shift of the whole town, unless one runs. */
export const beginShift = async (chief: Person, worked?: Worked): Promise<void> => void (await running(chief, worked));

/** The running shift is handed over: its chief signs the log, the other signs the same, and the next shift begins with it. */
export async function handOver(chiefs: readonly [Person, Person]): Promise<void> {
  const { shiftId, version, chief } = await running(chiefs[0]);
  const outgoing = chiefs.find(({ userId }) => userId === chief.userId) ?? chiefs[0];
  const incoming = chiefs.find((each) => each !== outgoing) ?? chiefs[1];
  const inPlace = outgoing.userId === chief.userId ? {} : { reason: "غياب رئيس النوبة" };
  const signed = await outgoing.must(shifts.signOut, { params: { shiftId }, body: { version, ...inPlace } });
  const next = await plan(incoming, fromNow("الليل"));
  await incoming.must(shifts.signIn, {
    params: { shiftId },
    body: { version: signed.shift.version, hash: signed.shift.hash ?? "", next: { shiftId: next.shiftId, version: next.version } },
  });
}
