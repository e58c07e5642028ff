import { identity } from "@amaliyat/contract/identity";
import type { Role } from "@amaliyat/domain/identity";
import { interrupted } from "../harness/ending.ts";
import { join } from "node:path";
import { makeClient, signIn, type Client } from "../../simulator/src/api/client.ts";
import { designate, setByCode, type Office } from "../../simulator/src/seed/designate.ts";
import { firstRunSecrets } from "../../simulator/src/seed/first-run.ts";

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
  const office = usernames.length > 1 ? await officeOf(url) : null;
  for (const username of usernames.slice(1)) {
    const { role, sector } = known;
    if (office !== null) await designate(office, { username, name: username, badge: username, role, sectors: [sector] }, PASSWORD);
  }
  return usernames;
}

/** Signs in many sessions of one kind of people, few at a time. Hashing passwords is slow by design, and the room limits its number. */
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

/** Signs in as many people as are asked for, who work as one of the people does: a session each. */
export async function signInEach(url: string, person: Person, count: number): Promise<Awaited<ReturnType<typeof signIn>>[]> {
  const clients: Awaited<ReturnType<typeof signIn>>[] = [];
  for (const username of await comradesOf(url, person, count * SESSIONS_EACH)) clients.push(await signIn(url, username, PASSWORD));
  return clients;
}

/** The first administrator and the confirming person of a furnished room. */
export const officeOf = async (url: string): Promise<Office> => ({
  base: url,
  administrator: await signIn(url, "first", PASSWORD),
  confirmer: await signIn(url, "auditor", PASSWORD),
});

/** Makes the sectors and the people of an empty room. */
export async function furnish({ url, data }: { readonly url: string; readonly data: string }): Promise<void> {
  const first = makeClient(url);
  const firstRun = join(data, "first-run.json");
  const auditor = { username: "auditor", name: "المدقق", badge: "2" };
  const person = { username: "first", name: "المدير", badge: "1", language: "ar" as const, password: PASSWORD };
  const { secret } = await firstRunSecrets(firstRun);
  const { half } = await first.must(identity.begin, { body: { secret, ...person, auditor } });
  await setByCode(url, auditor.username, { first: half, second: (await firstRunSecrets(firstRun)).half }, PASSWORD);
  const put = (sectorId: string, parentId: string | null, boundary: [number, number][] | null) =>
    first.must(identity.putSector, { params: { sectorId }, body: { parentId, names: names(sectorId), boundary } });
  await put(TOP, null, null);
  for (const [index, sector] of SECTORS.entries()) await put(sector, TOP, square(index));
  const office = await officeOf(url);
  for (const { username, role, sector } of PEOPLE)
    await designate(office, { username, name: username, badge: username, role, sectors: [sector] }, PASSWORD);
}
