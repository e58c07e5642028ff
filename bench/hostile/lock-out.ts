import { identity } from "@amaliyat/contract/identity";
import { createHash } from "node:crypto";
import { request } from "node:http";
import { interrupted } from "../harness/ending.ts";
import { temporaryFolder } from "../harness/folders.ts";
import type { Options } from "../harness/options.ts";
import { percentile } from "../harness/percentile.ts";
import { rowsOf, type Row } from "../harness/row.ts";
import { say } from "../harness/say.ts";
import { designate } from "../../simulator/src/seed/designate.ts";
import { furnish, officeOf, PASSWORD } from "../town/furnish.ts";
import { startRoomProcess } from "../town/server.ts";

/** A person is delayed when a right password at a known device takes longer. Milliseconds. */
const DELAYED_MS = 2_000;
/** Guesses that are under way at once. */
const AT_ONCE = 64;
/** Attackers who do the work that they are asked for: each such guess costs them a core for some milliseconds. */
const WORKING_ONE_IN = 10;

type Said = {
  readonly status: number;
  readonly code: string;
  readonly params: Record<string, unknown>;
  readonly cookies: readonly string[];
};

/** Tries a password from an address of the loopback network, as a browser with these cookies. */
function attempt(url: string, address: string, body: object, cookies: readonly string[] = []): Promise<Said> {
  const { port, host } = new URL(url);
  const text = JSON.stringify(body);
  const headers = { host, "content-type": "application/json", "content-length": Buffer.byteLength(text), cookie: cookies.join("; ") };
  return new Promise((resolve, reject) => {
    const asked = request(
      { host: "127.0.0.1", port, path: identity.signIn.path, method: "POST", localAddress: address, headers, agent: false },
      (response) => {
        const parts: Buffer[] = [];
        response.on("data", (part: Buffer) => parts.push(part));
        response.on("error", reject);
        response.on("end", () => {
          const said = JSON.parse(Buffer.concat(parts).toString("utf8")) as { code?: string; params?: Record<string, unknown> };
          const set = (response.headers["set-cookie"] ?? []).map((each) => each.split(";")[0] ?? "");
          resolve({ status: response.statusCode ?? 0, code: said.code ?? "ok", params: said.params ?? {}, cookies: set });
        });
      },
    );
    asked.on("error", reject);
    asked.end(text);
  });
}

/** Works in small steps: the measurement beside it must not wait for it. */
async function workOf({ params }: Said): Promise<{ task: string; nonce: string }> {
  const [task, bits] = [String(params["task"]), Number(params["bits"])];
  for (let nonce = 0; ; nonce++) {
    const head = createHash("sha256").update(`${task}:${nonce}`).digest().readUInt32BE(0);
    if (Math.clz32(head) >= bits) return { task, nonce: String(nonce) };
    if (nonce % 256 === 255) await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Signs in at a new device: does the work that is asked for, and waits as told. */
async function comeNew(url: string, address: string, username: string): Promise<number> {
  const began = performance.now();
  let said = await attempt(url, address, { username, password: PASSWORD });
  for (let tried = 0; tried < 20 && said.code !== "ok" && !interrupted.aborted; tried++) {
    if (said.code === "request.too_many") await new Promise((resolve) => setTimeout(resolve, Number(said.params["seconds"]) * 1_000));
    const work = said.code === "session.work_needed" ? { work: await workOf(said) } : {};
    said = await attempt(url, address, { username, password: PASSWORD, ...work });
  }
  if (said.code !== "ok") throw new Error(`${username} did not come in at a new device: ${said.code}`);
  return performance.now() - began;
}

const attackerOf = (n: number): string => `127.${10 + (n >> 8)}.${n & 255}.7`;
const homeOf = (n: number): string => `127.200.${n}.9`;

/**
 * Guesses at 100 names from 1,000 addresses, each in a network of its own. Meanwhile each person signs in at a known device with a new
 * address, and some at a new device.
 */
export async function lockOut({ quick }: Options): Promise<Row[]> {
  const [people, guesses, attackers] = quick ? [20, 1_000, 200] : [100, 10_000, 1_000];
  await using folder = await temporaryFolder();
  await using room = await startRoomProcess({ data: folder.path, roles: "api,worker" });
  await furnish(room);
  const names = Array.from({ length: people }, (_, n) => `person.${n}`);
  const office = await officeOf(room.url);
  for (const username of names)
    await designate(office, { username, name: username, badge: username, role: "patrol", sectors: [] }, PASSWORD);
  const devices = new Map<string, readonly string[]>();
  for (const [n, username] of names.entries()) {
    const { code, cookies } = await attempt(room.url, homeOf(n), { username, password: PASSWORD });
    if (code !== "ok") throw new Error(`${username} did not sign in: ${code}`);
    devices.set(
      username,
      cookies.filter((cookie) => cookie.includes("device=")),
    );
  }
  say(`${people} people know their devices; ${guesses} guesses begin`);

  const hashed = new Map<string, number>();
  let next = 0;
  const guess = async (): Promise<void> => {
    while (next < guesses && !interrupted.aborted) {
      const n = next++;
      const [username = "", address] = [names[n % people], attackerOf(n % attackers)];
      let said = await attempt(room.url, address, { username, password: `a guess ${n}` });
      if (said.code === "session.work_needed" && n % WORKING_ONE_IN === 0)
        said = await attempt(room.url, address, { username, password: `a guess ${n}`, work: await workOf(said) });
      if (said.code === "session.wrong_credentials") hashed.set(username, (hashed.get(username) ?? 0) + 1);
    }
  };
  const attack = Promise.all(Array.from({ length: AT_ONCE }, guess));
  const known: number[] = [];
  const fresh: number[] = [];
  let refused = 0;
  for (const [n, username] of names.entries()) {
    const began = performance.now();
    const { code } = await attempt(room.url, `127.201.${n}.9`, { username, password: PASSWORD }, devices.get(username));
    known.push(performance.now() - began);
    if (code !== "ok") refused += 1;
    if (n % 5 === 0) fresh.push(await comeNew(room.url, `127.202.${n}.9`, username));
  }
  await attack;
  return rowsOf("lock-out", "amaliyat", [
    ["people_delayed", known.filter((ms) => ms > DELAYED_MS).length + refused, "people"],
    ["known_device_p99_ms", percentile(known, 0.99), "ms"],
    ["new_device_p99_ms", percentile(fresh, 0.99), "ms"],
    ["guesses_hashed_most", Math.max(0, ...hashed.values()), "guesses"],
  ]);
}
