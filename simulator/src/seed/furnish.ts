import { cameras } from "@amaliyat/contract/cameras";
import { dispatch } from "@amaliyat/contract/dispatch";
import { identity } from "@amaliyat/contract/identity";
import type { Arguments, ReplyOf, Route } from "@amaliyat/contract/route";
import { makeClient, Refused, signIn, type Client } from "../api/client.ts";
import type { Keys, Login } from "./keys.ts";
import type { Plan } from "./plan.ts";

export type Furnishing = {
  readonly base: string;
  readonly rtspHost: string;
  readonly rtspPort: number;
  readonly plan: Plan;
  readonly keys: Keys;
};

const passwordOf = (keys: Keys, username: string): string => keys.users.find((user) => user.username === username)?.password ?? "";

/** Makes a thing unless it is there already: an earlier furnishing may have been cut off anywhere. */
async function make<T extends Route>(client: Client, route: T, given: Arguments<T>): Promise<ReplyOf<T> | null> {
  const made = await client.ask(route, given);
  if (made.ok) return made.value;
  if (made.error.code === "object.exists") return null;
  throw new Refused(route, made.error);
}

async function administrator({ base, plan, keys }: Furnishing): Promise<Client> {
  const user = plan.users.find(({ role }) => role === "administrator");
  if (user === undefined) throw new Error("a room needs an administrator");
  const login: Login = { username: user.username, password: passwordOf(keys, user.username) };
  const client = makeClient(base);
  if ((await client.must(identity.firstRun, {})).needed) {
    await client.must(identity.begin, { body: { ...login, name: user.name, badge: user.badge, language: "ar" } });
    return client;
  }
  return signIn(base, login.username, login.password);
}

async function people(client: Client, { plan, keys }: Furnishing): Promise<void> {
  for (const { code, parent, names, boundary } of plan.sectors)
    await client.must(identity.putSector, {
      params: { sectorId: code },
      body: { parentId: parent, names, boundary: boundary && boundary.map(([lon, lat]): [number, number] => [lon, lat]) },
    });
  for (const { username, name, badge, role, sectors } of plan.users.filter((user) => user.role !== "administrator"))
    await make(client, identity.createUser, {
      body: { username, name, badge, role, sectors: [...sectors], password: passwordOf(keys, username) },
    });
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

async function patrols(client: Client, administers: Client, { plan }: Furnishing): Promise<void> {
  const users = await administers.must(identity.users, {});
  for (const { code, kind, sector, username } of plan.units) {
    const userId = users.find((user) => user.username === username)?.userId ?? null;
    await make(client, dispatch.createUnit, { body: { code, kind, sectorId: sector, userId } });
  }
}

/** Furnishes a room by its public API as its people would: the administrator, the technician, the supervisor. May be run again at any time. */
export async function furnish(given: Furnishing): Promise<void> {
  const { base, plan, keys } = given;
  const first = await administrator(given);
  await people(first, given);
  const as = (role: string): Promise<Client> => {
    const username = plan.users.find((user) => user.role === role)?.username ?? "";
    return signIn(base, username, passwordOf(keys, username));
  };
  await devices(await as("technician"), given);
  await patrols(await as("supervisor"), first, given);
}
