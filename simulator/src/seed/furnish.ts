import { cameras } from "@amaliyat/contract/cameras";
import { dispatch } from "@amaliyat/contract/dispatch";
import { identity } from "@amaliyat/contract/identity";
import type { Arguments, ReplyOf, Route } from "@amaliyat/contract/route";
import { makeClient, Refused, signIn, type Client } from "../api/client.ts";
import type { Role } from "@amaliyat/domain/identity";
import { confirm, designate, setByCode, type Desk, type Office } from "./designate.ts";
import { firstRunSecrets } from "./first-run.ts";
import type { Keys } from "./keys.ts";
import type { Plan } from "./plan.ts";

export type Furnishing = {
  readonly base: string;
  readonly rtspHost: string;
  readonly rtspPort: number;
  readonly plan: Plan;
  readonly keys: Keys;
  /** The file in which the room keeps what its terminal shows while it is empty; null for a room that has begun. */
  readonly firstRun: string | null;
};

const passwordOf = (keys: Keys, username: string): string => keys.users.find((user) => user.username === username)?.password ?? "";

/** Makes a thing unless it is there already: an earlier furnishing may have been cut off anywhere. */
async function make<T extends Route>(client: Desk, route: T, given: Arguments<T>): Promise<ReplyOf<T> | null> {
  const made = await client.ask(route, given);
  if (made.ok) return made.value;
  if (made.error.code === "object.exists") return null;
  throw new Refused(route, made.error);
}

const userOf = (plan: Plan, role: Role): Plan["users"][number] => {
  const user = plan.users.find((one) => one.role === role);
  if (user === undefined) throw new Error(`a room needs somebody with the role ${role}`);
  return user;
};

/** The first administrator and the first auditor, who begin an empty room together. */
async function office({ base, plan, keys, firstRun }: Furnishing): Promise<Office> {
  const [user, auditor] = [userOf(plan, "administrator"), userOf(plan, "auditor")];
  const password = passwordOf(keys, user.username);
  const client = makeClient(base);
  if ((await client.must(identity.firstRun, {})).needed) {
    const { secret } = await firstRunSecrets(firstRun);
    const { half: first } = await client.must(identity.begin, {
      body: {
        secret,
        username: user.username,
        name: user.name,
        nameLatin: user.nameLatin,
        badge: user.badge,
        password,
        language: "ar",
        auditor: { username: auditor.username, name: auditor.name, nameLatin: auditor.nameLatin, badge: auditor.badge },
      },
    });
    const { half: second } = await firstRunSecrets(firstRun);
    await setByCode(base, auditor.username, { first, second }, passwordOf(keys, auditor.username));
  }
  return {
    base,
    administrator: await signIn(base, user.username, password),
    confirmer: await signIn(base, auditor.username, passwordOf(keys, auditor.username)),
  };
}

async function people(of: Office, { plan, keys }: Furnishing): Promise<void> {
  for (const { code, parent, names, boundary } of plan.sectors)
    await of.administrator.must(identity.putSector, {
      params: { sectorId: code },
      body: { parentId: parent, names, boundary: boundary && boundary.map(([lon, lat]): [number, number] => [lon, lat]) },
    });
  const begun = [userOf(plan, "administrator"), userOf(plan, "auditor")];
  for (const { username, name, nameLatin, badge, role, sectors } of plan.users.filter((user) => !begun.includes(user)))
    await designate(of, { username, name, nameLatin, badge, role, sectors: [...sectors] }, passwordOf(keys, username));
}

/** The first auditor had no sector to be given when the room began; the chief of the shift confirms it now. */
async function placeAuditor({ administrator }: Office, chief: Client, { plan }: Furnishing): Promise<void> {
  const { username, sectors } = userOf(plan, "auditor");
  const auditor = (await administrator.must(identity.users, {})).find((user) => user.username === username);
  if (auditor === undefined || auditor.sectors.join() === [...sectors].toSorted().join()) return;
  const asked = await administrator.ask(identity.changeUser, { params: { userId: auditor.userId }, body: { sectors: [...sectors] } });
  if (asked.ok && asked.value.kind === "waits") await confirm(chief, asked.value.approvalId);
}

async function devices(client: Client, { plan, keys, rtspHost, rtspPort }: Furnishing): Promise<void> {
  for (const { number, names, inServiceOn } of plan.phases)
    await client.must(cameras.putPhase, { params: { number }, body: { names, inServiceOn } });
  for (const { code, names, place, phase } of plan.sites) await make(client, cameras.createSite, { body: { code, names, place, phase } });
  const sites = await client.must(cameras.sites, {});
  for (const { site, path, purposes, ...camera } of plan.cameras) {
    const siteId = sites.find(({ code }) => code === site)?.siteId ?? "";
    const address = { host: rtspHost, port: rtspPort, mainPath: `/${path}/main`, subPath: `/${path}/sub` };
    await make(client, cameras.create, { body: { ...camera, siteId, purposes: [...purposes], dpiaReference: "DPIA-2026-01", address } });
  }
  for (const camera of await client.must(cameras.list, {})) {
    const planned = plan.cameras.find(({ code }) => code === camera.code);
    const login = planned && keys.cameras[planned.path];
    if (planned === undefined || login === undefined) continue;
    const params = { cameraId: camera.cameraId };
    // The simulator may stand at another port than last time.
    const address = { host: rtspHost, port: rtspPort, mainPath: `/${planned.path}/main`, subPath: `/${planned.path}/sub` };
    if (camera.state !== "retired") await client.must(cameras.change, { params, body: { address } });
    await client.must(cameras.setCredentials, { params, body: login });
    if (camera.state === "planned") await client.must(cameras.move, { params, body: { command: "install" } });
    if (camera.state === "planned" || camera.state === "installed")
      await client.must(cameras.move, { params, body: { command: "put_in_service" } });
  }
}

async function patrols(client: Desk, administers: Desk, { plan }: Furnishing): Promise<void> {
  const users = await administers.must(identity.users, {});
  for (const { code, kind, sector, username } of plan.units) {
    const userId = users.find((user) => user.username === username)?.userId ?? null;
    await make(client, dispatch.createUnit, { body: { code, kind, sectorId: sector, userId } });
  }
}

/** Furnishes a room by its public API as its people would: the administrator, the technician, the supervisor. May be run again at any time. */
export async function furnish(given: Furnishing): Promise<void> {
  const { base, plan, keys } = given;
  const of = await office(given);
  await people(of, given);
  const as = (role: string): Promise<Client> => {
    const username = plan.users.find((user) => user.role === role)?.username ?? "";
    return signIn(base, username, passwordOf(keys, username));
  };
  await devices(await as("technician"), given);
  const chief = await as("supervisor");
  await placeAuditor(of, chief, given);
  await patrols(chief, of.administrator, given);
}
