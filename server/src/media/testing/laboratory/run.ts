import { SCENARIOS, LABORATORY_LOGIN, type Account, type Scenario } from "@amaliyat/simulator";
import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startMedia } from "../../media.ts";
import type { CameraSource, Credentials, MediaEvent } from "../../model.ts";

export { SCENARIOS, type Scenario };

const PROGRAM = new URL("../../../../../simulator/src/laboratory/laboratory-main.ts", import.meta.url);

/** The laboratory in a process of its own. */
export type RunningLaboratory = AsyncDisposable & {
  readonly port: number;
  readonly accounts: () => Promise<Account[]>;
  readonly unfinished: () => Promise<string[]>;
};

export async function startLaboratory(): Promise<RunningLaboratory> {
  const child = fork(PROGRAM, [], { stdio: ["ignore", "ignore", "inherit", "ipc"] });
  const exited = once(child, "exit");
  const told = await Promise.race([once(child, "message"), exited.then(() => null)]);
  if (told === null) throw new Error("the laboratory did not start");
  const { rtsp, control } = told[0] as { readonly rtsp: number; readonly control: number };
  const ask = async (what: string): Promise<unknown> => (await fetch(`http://127.0.0.1:${control}/${what}`)).json();
  return {
    port: rtsp,
    accounts: async () => (await ask("accounts")) as Account[],
    unfinished: async () => (await ask("unfinished")) as string[],
    async [Symbol.asyncDispose]() {
      child.kill("SIGTERM");
      await exited;
    },
  };
}

function loginOf({ authorization = "none", login = "right" }: Scenario): Credentials | null {
  if (authorization === "none" || login === "none") return null;
  const right = { ...LABORATORY_LOGIN, mayUseBasic: login === "basic" };
  return login === "wrong" ? { ...right, password: "another" } : right;
}

const sourceOf = (scenario: Scenario, port: number): CameraSource => ({
  cameraId: scenario.name,
  main: { host: "127.0.0.1", port, path: `/${scenario.name}/main` },
  sub: null,
  credentials: loginOf(scenario),
  record: true,
});

/** Outcome of a run: what the cameras sent, what the recorder said, and where its files lie. */
export type Run = AsyncDisposable & {
  readonly root: string;
  readonly accounts: ReadonlyMap<string, Account>;
  readonly events: ReadonlyMap<string, readonly MediaEvent[]>;
  /** Time at which the end of the recording was asked for. */
  readonly endedAt: number;
  /** Longest time by which a camera sent, or a thread of the recorder read, too late, ms. */
  readonly lateMs: number;
};

/** Cameras that are begun together. */
const AT_ONCE = 6;
/** Pause between two looks, ms. */
const LOOK_MS = 50;

/** Cameras that must have been refused for a while: a handshake takes up to 15 s. */
const REFUSED_MS = 18_000;

/**
 * Records every camera of the laboratory at once, until each has shown all that it is about, at most `mostMs`. Handshakes of hung cameras
 * do not wait for each other here: one camera is judged by what it does alone.
 */
async function recordOnce(mostMs: number): Promise<Run> {
  const root = await mkdtemp(join(tmpdir(), "laboratory-"));
  await using laboratory = await startLaboratory();
  let lateMs = 0;
  const events = new Map<string, MediaEvent[]>(SCENARIOS.map(({ name }) => [name, []]));
  const media = await startMedia({
    root,
    workers: 2,
    now: Date.now,
    tuning: { handshakes: SCENARIOS.length, siteHandshakes: SCENARIOS.length, hostHandshakes: SCENARIOS.length },
    onEvent: (event) => {
      if (event.kind === "worker") lateMs = Math.max(lateMs, event.loopDelayMaxMs);
      else events.get(event.cameraId)?.push(event);
    },
  });
  const begun = performance.now();
  const sources = SCENARIOS.map((scenario) => sourceOf(scenario, laboratory.port));
  // Handshakes of all at once would make the first pictures late, and the arrival of those is what times without sender reports stand on.
  for (let count = AT_ONCE; count < sources.length + AT_ONCE; count += AT_ONCE) {
    media.setCameras(sources.slice(0, count));
    await new Promise((done) => setTimeout(done, LOOK_MS));
  }
  const recorded = new Set(SCENARIOS.filter(({ expected }) => expected.kind === "recorded").map(({ name }) => name));
  // Real time: the cameras play 20 s of pictures, and the watchdogs of the recorder run as in the product.
  while (performance.now() - begun < mostMs) {
    const isLong = performance.now() - begun > REFUSED_MS;
    if (isLong && !(await laboratory.unfinished()).some((name) => recorded.has(name))) break;
    await new Promise((done) => setTimeout(done, LOOK_MS));
  }
  const endedAt = Date.now();
  await media[Symbol.asyncDispose]();
  const accounts = new Map((await laboratory.accounts()).map((account) => [account.name, account]));
  for (const account of accounts.values()) lateMs = Math.max(lateMs, account.lateMs);
  return { root, accounts, events, endedAt, lateMs, [Symbol.asyncDispose]: () => rm(root, { recursive: true }) };
}

/** Lateness from which on a run says more of the machine than of the recorder, ms: 191 were seen under a load of 7. */
const TOO_LATE_MS = 1_000;

/** Records the laboratory as `recordOnce` does. A run for which the machine had no time is made anew once, whatever was found in it. */
export async function recordLaboratory(mostMs: number): Promise<Run> {
  const first = await recordOnce(mostMs);
  if (first.lateMs <= TOO_LATE_MS) return first;
  await first[Symbol.asyncDispose]();
  return recordOnce(mostMs);
}
