import { dispatch } from "@amaliyat/contract/dispatch";
import { interventions, type InterventionCard } from "@amaliyat/contract/interventions";
import { shifts } from "@amaliyat/contract/shifts";
import { putPerson } from "./people.ts";
import { signedIn, type TestClient } from "./test-client.ts";
import { PASSWORD, PLACES, startTestRoom, type TestRoom } from "./test-room.ts";
import { makeUnit } from "./things/things.ts";

const HOUR = 3_600_000;

export const iso = (at: number) => new Date(at).toISOString();
type Named = { readonly interventionId: string };
export const params = ({ interventionId }: Named) => ({ params: { interventionId } });
export type CrewStep = "accepted" | "en_route" | "on_scene" | "cleared" | "refused";
type Clients = {
  readonly room: TestRoom;
  readonly desk: TestClient;
  readonly chief: TestClient;
  /** The account of the unit: it is relieved, and its phone has no link until then. */
  readonly first: TestClient;
  readonly unitId: string;
};

/** A moment that lies between what was done before and what is done after. */
export async function moment(): Promise<number> {
  const pause = () => new Promise((resolve) => setTimeout(resolve, 20));
  await pause();
  const at = Date.now();
  await pause();
  return at;
}

const stamp = (by: TestClient, assignmentId: string, status: CrewStep, at = Date.now()) =>
  by.code(dispatch.stamp, {
    params: { assignmentId },
    body: { status, at: iso(at), ...(status === "refused" ? { reason: "عطل في المركبة" } : {}) },
  });
const finish = (by: TestClient, assignmentId: string, at: number) =>
  by.must(dispatch.finish, { params: { assignmentId }, body: { disposition: "10", outcome: "لم نجد شيئا هناك", at: iso(at) } });
const orderOf = async (by: TestClient) => (await by.must(dispatch.duty, {}))?.assignments[0];

/** Words and reports on the card of an intervention. */
function cardsOf(desk: TestClient) {
  const open = (): Promise<InterventionCard> =>
    desk.must(interventions.open, { body: { origin: "desk", place: PLACES.SU1, subcategory: "SUS.PER" } });
  const now = (of: Named) => desk.must(interventions.card, params(of));
  const notesOn = async (of: Named) => (await now(of)).events.flatMap(({ kind, data }) => (kind === "noted" ? [data["text"]] : []));
  const reportsOn = async (of: Named) =>
    (await now(of)).events.flatMap(({ kind, data }) => (kind === "crew_reported" ? [[data["step"], data["actedAt"]]] : []));
  return { open, now, notesOn, reportsOn };
}

/** Seats and unseats other officers in units. */
function seatsOf({ room, chief, first, unitId }: Clients) {
  let made = 0;
  const seats: (() => Promise<unknown>)[] = [];
  /** Seats another officer in a unit from now on. */
  async function relieve(unit = unitId) {
    made += 1;
    const username = `reliever${made}`;
    const { userId } = await putPerson(room, { username, role: "patrol" });
    const seat = { kind: "crew" as const, unitId: unit, vehicle: `V-${unit.slice(0, 4)}` };
    const at = Date.now();
    const { lineId } = await chief.must(shifts.seat, { body: { sectorId: "SU1", userId, seat, from: iso(at), to: iso(at + HOUR) } });
    await moment();
    const client = await signedIn(room.url, username, PASSWORD);
    const leave = () => chief.ask(shifts.endSeat, { params: { lineId } });
    seats.push(leave);
    return { client, leave };
  }
  /** Ends all seats, and the work of the unit. */
  async function endSeats(): Promise<void> {
    for (const leave of seats.splice(0)) await leave();
    for (const { assignmentId } of (await first.must(dispatch.duty, {}))?.assignments ?? []) await stamp(first, assignmentId, "cleared");
  }
  return { relieve, endSeats };
}

/** A room with a unit whose crew is relieved again and again. */
export async function startRelievedCrew() {
  const room = await startTestRoom({ roles: "api" });
  const [desk, chief, first] = [await room.as("dispatcher"), await room.as("supervisor"), await room.as("patrol")];
  const { unitId } = await makeUnit(room, "SU1", "LR-1");
  const clients: Clients = { room, desk, chief, first, unitId };
  const [cards, seats] = [cardsOf(desk), seatsOf(clients)];
  /** A case to which the unit was sent, and a moment before its crew was relieved. */
  async function sentThenRelieved() {
    const one = await cards.open();
    const { assignmentId } = await desk.must(dispatch.assign, { ...params(one), body: { unitId, anyway: true } });
    const acted = await moment();
    const { client, leave } = await seats.relieve();
    return { one, assignmentId, acted, reliever: client, leave };
  }
  return {
    ...clients,
    ...cards,
    ...seats,
    stamp,
    finish,
    orderOf,
    sentThenRelieved,
    [Symbol.asyncDispose]: () => room[Symbol.asyncDispose](),
  };
}

export type RelievedCrew = Awaited<ReturnType<typeof startRelievedCrew>>;
