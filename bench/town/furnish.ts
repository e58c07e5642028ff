import { identity } from "@amaliyat/contract/identity";
import type { Role } from "@amaliyat/domain/identity";
import { interrupted } from "../harness/ending.ts";
import { makeClient, signIn, type Client } from "../../simulator/src/api/client.ts";

/** Everybody's, in a town of the bench. */
export const PASSWORD = "a long password of a bench";
/** A sûreté de wilaya over eight sûretés urbaines, side by side in a row of squares of a hundredth of a degree. */
export const TOP = "SW";
export const SECTORS = Array.from({ length: 8 }, (_, index) => `SU${index + 1}`);
const [SOUTH, WEST, SIDE] = [31.95, 5.3, 0.01];

/** The middle of a sector. */
export const placeIn = (sector: number): { lat: number; lon: number } => ({
  lat: SOUTH + SIDE / 2,
  lon: WEST + SIDE * (sector % SECTORS.length) + SIDE / 2,
});

const names = (text: string) => ({ ar: `قطاع ${text}`, fr: text, en: text });

const square = (index: number): [number, number][] => {
  const west = WEST + SIDE * index;
  return [
    [west, SOUTH],
    [west + SIDE, SOUTH],
    [west + SIDE, SOUTH + SIDE],
    [west, SOUTH + SIDE],
  ];
};

/** People of the bench: one of each role that is needed for the whole wilaya, and an operator of one sector. */
const PEOPLE: readonly { readonly username: string; readonly role: Role; readonly sector: string }[] = [
  { username: "dispatcher", role: "dispatcher", sector: TOP },
  { username: "operator", role: "operator", sector: TOP },
  { username: "operator1", role: "operator", sector: "SU1" },
  { username: "technician", role: "technician", sector: TOP },
  { username: "analyst", role: "analyst", sector: TOP },
  { username: "supervisor", role: "supervisor", sector: TOP },
  { username: "evidence", role: "evidence_officer", sector: TOP },
  { username: "patrol1", role: "patrol", sector: "SU1" },
  { username: "patrol2", role: "patrol", sector: "SU2" },
];
export type Person = "dispatcher" | "operator" | "operator1" | "technician" | "analyst" | "supervisor" | "evidence" | "patrol1" | "patrol2";

/** Signs one of the people in: a session of its own each time. */
export const signInAs = (url: string, person: Person): ReturnType<typeof signIn> => signIn(url, person, PASSWORD);

/** Sessions that one person may have at once; the room ends the oldest beyond. */
const SESSIONS_EACH = 10;

/** People who work as one of the people does, so that no one has more sessions than the room allows: `dispatcher`, `dispatcher.1`, … */
async function comradesOf(url: string, person: Person, sessions: number): Promise<string[]> {
  const usernames = Array.from({ length: Math.ceil(sessions / SESSIONS_EACH) }, (_, n) => (n === 0 ? person : `${person}.${n}`));
  const known = PEOPLE.find(({ username }) => username === person);
  if (known === undefined) throw new Error(`the bench has no ${person}`);
  const first = usernames.length > 1 ? await signIn(url, "first", PASSWORD) : null;
  for (const username of usernames.slice(1)) {
    const { role, sector } = known;
    const made = await first?.ask(identity.createUser, {
      body: { username, name: username, badge: username, role, sectors: [sector], password: PASSWORD },
    });
    if (made?.ok === false && made.error.code !== "object.exists") throw new Error(`${username}: ${made.error.code}`);
  }
  return usernames;
}

/** Signs in many sessions of one kind of people, few at a time: hashing passwords is slow by design, and the room takes no flood of it. */
export async function signInMany(url: string, person: Person, count: number): Promise<Client[]> {
  const usernames = await comradesOf(url, person, count);
  const clients: Client[] = [];
  while (clients.length < count && !interrupted.aborted) {
    const next = Array.from({ length: Math.min(4, count - clients.length) }, (_, index) => clients.length + index);
    const opened = next.map((at) => signIn(url, usernames[Math.floor(at / SESSIONS_EACH)] ?? person, PASSWORD));
    clients.push(...(await Promise.all(opened)));
  }
  return clients;
}

/** Makes the sectors and the people of an empty room. */
export async function furnish(url: string): Promise<void> {
  const first = makeClient(url);
  await first.must(identity.begin, { body: { username: "first", name: "المدير", badge: "1", language: "ar", password: PASSWORD } });
  const put = (sectorId: string, parentId: string | null, boundary: [number, number][] | null) =>
    first.must(identity.putSector, { params: { sectorId }, body: { parentId, names: names(sectorId), boundary } });
  await put(TOP, null, null);
  for (const [index, sector] of SECTORS.entries()) await put(sector, TOP, square(index));
  for (const { username, role, sector } of PEOPLE) {
    await first.must(identity.createUser, {
      body: { username, name: username, badge: username, role, sectors: [sector], password: PASSWORD },
    });
  }
}
