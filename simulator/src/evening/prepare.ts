import { dispatch } from "@amaliyat/contract/dispatch";
import { identity } from "@amaliyat/contract/identity";
import { designate } from "../seed/designate.ts";
import { writeKeys, readablePassword, readKeys } from "../seed/keys.ts";
import { USERS, type TownUser } from "../town/index.ts";
import { CREWS, PEOPLE } from "./script.ts";
import { atWork, type Person } from "./steady.ts";

/** Signs a user of the town or of the script in, by the keys of the town. */
export type SignIn = (username: string) => Promise<Person>;

const ofTown = (role: string): string => USERS.find((user) => user.role === role)?.username ?? "";
export const TOWN_STAFF = {
  callTaker: ofTown("call_taker"),
  dispatcher: ofTown("dispatcher"),
  chief: ofTown("supervisor"),
  administrator: ofTown("administrator"),
  analyst: ofTown("analyst"),
};

type Joining = Pick<TownUser, "username" | "role" | "name" | "nameLatin" | "badge"> & { readonly sector: string };

/** Makes people beside those of the town, unless they were made before; their keys are kept with the town's. */
export async function join(room: string, keysFile: string, people: readonly Joining[]): Promise<SignIn> {
  let keys = await readKeys(keysFile, [], []);
  const missing = people.filter(({ username }) => !keys.users.some((user) => user.username === username));
  keys = { ...keys, users: [...keys.users, ...missing.map(({ username }) => ({ username, password: readablePassword() }))] };
  if (missing.length > 0) await writeKeys(keysFile, keys);
  const passwordOf = (username: string): string => keys.users.find((user) => user.username === username)?.password ?? "";
  const signIn: SignIn = (username) => atWork(room, username, passwordOf(username));

  const administrator = await signIn(TOWN_STAFF.administrator);
  const known = await administrator.must(identity.users, {});
  const chief = await signIn(TOWN_STAFF.chief);
  const office = { base: room, administrator, confirmer: chief };
  for (const { sector, ...person } of people.filter(({ username }) => !known.some((user) => user.username === username)))
    await designate(office, { ...person, sectors: [sector] }, passwordOf(person.username));
  return signIn;
}

/** Makes the people and units that the script adds to the town, unless an evening before made them. */
export async function prepare(room: string, keysFile: string): Promise<SignIn> {
  const signIn = await join(room, keysFile, PEOPLE);
  const administrator = await signIn(TOWN_STAFF.administrator);
  const chief = await signIn(TOWN_STAFF.chief);
  const users = await administrator.must(identity.users, {});
  const units = await chief.must(dispatch.units, {});
  for (const { code, sector, username } of CREWS.filter((crew) => !units.some((unit) => unit.code === crew.code))) {
    const userId = users.find((user) => user.username === username)?.userId ?? null;
    await chief.must(dispatch.createUnit, { body: { code, kind: "car", sectorId: sector, userId } });
  }
  return signIn;
}
