import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { env } from "node:process";
import { createInterface } from "node:readline";
import { makeCredentials } from "../credentials.ts";
import { startEdge, type Edge } from "../edge/start-edge.ts";
import { writeEdge } from "../edge/write-edge.ts";
import { wavHead } from "../media/sound/wav.ts";
import { readLines, type LinesInput, type LinesPorts } from "../settings.ts";
import { startProgram, type ChildProgram } from "../../testing/child-program.ts";
import { silent } from "./fake-edge.ts";
import { freePorts } from "./free-port.ts";

/** Real edge and real media server, in a folder of their own. */
export type TestEdge = AsyncDisposable & {
  readonly folder: string;
  readonly edge: Edge;
  readonly ports: LinesPorts;
  readonly login: TestLines["login"];
};

/** Output line of the exchange's process: an event or a reply. */
export type Line = { readonly kind: string } & Readonly<Record<string, unknown>>;

/** Real edge, real media server, and the exchange in a process that can be killed. */
export type TestLines = AsyncDisposable & {
  readonly folder: string;
  readonly edge: Edge;
  readonly ports: LinesPorts;
  readonly prompt: string;
  readonly order: (order: Readonly<Record<string, unknown>>) => void;
  /** The next line after the last one waited for that fits; fails after `withinMs`. */
  readonly heard: (kind: string, fits?: (line: Line) => boolean, withinMs?: number) => Promise<Line>;
  readonly kill: () => Promise<void>;
  readonly restart: () => Promise<void>;
  readonly login: (extension: string, at?: number, session?: string) => { username: string; password: string; realm: string };
};

/** A tone as a WAV file, two seconds long. */
export function toneWav(hertz: number): Buffer {
  const samples = Int16Array.from({ length: 16_000 }, (_none, at) => Math.round(8_000 * Math.sin((2 * Math.PI * hertz * at) / 8_000)));
  const data = Buffer.from(samples.buffer);
  return Buffer.concat([wavHead(data.length, 1), data]);
}

export const PROMPT_HZ = 700;

/** Ports for the sound of thirty callers at once, each with another side and our own ear: 100 ran out. */
const SOUND_PORTS = 400;
const [FIRST_SOUND_PORT, FILES_AT_ONCE, RUNS_AT_ONCE] = [10_000, 10, 5];

/** Sound ports of a test: separate for each file that runs at once, and mostly for each run, outside the system's ephemeral ports. */
function soundPorts(): Pick<LinesPorts, "soundFrom" | "soundTo" | "textFrom" | "textTo"> {
  const file = Number(env["VITEST_POOL_ID"] ?? 0) % FILES_AT_ONCE;
  const run = Math.floor(Math.random() * RUNS_AT_ONCE);
  const soundFrom = FIRST_SOUND_PORT + (run * FILES_AT_ONCE + file) * SOUND_PORTS;
  // The last of them are for text.
  const textFrom = soundFrom + SOUND_PORTS - 20;
  return { soundFrom, soundTo: textFrom - 1, textFrom, textTo: textFrom + 19 };
}

/** Differences from the usual lines of tests. */
type More = Partial<Omit<LinesInput, "ports">> & { readonly ports?: Partial<LinesPorts> };

export async function testEdge(gatewayPort: number, trusted: readonly string[] = [], more: More = {}): Promise<TestEdge> {
  const folder = await mkdtemp(join(tmpdir(), "amaliyat-lines-"));
  const [trunk = 0, consoles = 0, edgePort = 0, room = 0, events = 0, media = 0, digits = 0, secure = 0] = await freePorts(8);
  const ports = { trunk, secure, consoles, edge: edgePort, room, events, media, digits, ...soundPorts(), ...more.ports };
  await writeEdge(folder, {
    realm: "room.test",
    address: "127.0.0.1",
    gateway: `127.0.0.1:${gatewayPort}`,
    from: [...trusted],
    ...more,
    ports,
  });
  const settings = await readLines(folder);
  if (settings.kind !== "set_up") throw new Error("the lines were not set up");
  const edge = await startEdge({ folder, log: silent });
  return {
    folder,
    edge,
    ports,
    login: (extension, at = Date.now(), session = extension) =>
      makeCredentials(settings.secret, settings.lines, { extension, session, until: at + 12 * 3_600_000 }, at),
    [Symbol.asyncDispose]: async () => {
      await edge[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const MOST_LINES = 10_000;

export async function testLines(gatewayPort: number, trusted: readonly string[] = [], more: More = {}): Promise<TestLines> {
  const stands = await testEdge(gatewayPort, trusted, more);
  const { folder, edge, ports, login } = stands;
  const prompt = join(folder, "prompt.wav");
  await writeFile(prompt, toneWav(PROMPT_HZ));
  let program: ChildProgram | null = null;
  let lines: Line[] = [];
  const start = (): void => {
    const started = startProgram("telephony/testing/exchange-main.ts", [folder], {});
    program = started;
    if (started.child.stdout !== null)
      createInterface({ input: started.child.stdout }).on("line", (line) => {
        lines.push(JSON.parse(line) as Line);
        // Nobody waits for what was said of a hundred thousand calls: looking through it takes a core.
        if (lines.length > MOST_LINES) lines.splice(0, MOST_LINES / 2);
      });
  };
  const heard: TestLines["heard"] = async (kind, fits = () => true, withinMs = 10_000) => {
    const until = Date.now() + withinMs;
    for (;;) {
      const at = lines.findIndex((line) => line.kind === kind && fits(line));
      const found = lines[at];
      if (found !== undefined) {
        lines = lines.filter((_line, index) => index !== at);
        return found;
      }
      if (Date.now() > until) {
        const seen = lines.filter((line) => line.kind !== "state").map((line) => JSON.stringify(line));
        throw new Error(`no ${kind} within ${withinMs} ms; heard ${seen.join(" ")}\n${program?.err().slice(-3_000) ?? ""}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  const ready = async (): Promise<void> => {
    await heard("taken_back");
    lines = lines.filter((line) => line.kind !== "state");
    await heard("state", (line) => (line["state"] as { kind: string }).kind === "ready");
  };
  const kill = async (): Promise<void> => {
    program?.child.kill("SIGKILL");
    await program?.ended;
  };
  start();
  await ready();
  // Real time: the edge asks once a second whether the room lives. It lets consoles ring until it has heard so, and tells nobody.
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  return {
    folder,
    edge,
    ports,
    prompt,
    order: (order) => void program?.child.stdin?.write(`${JSON.stringify(order)}\n`),
    heard,
    kill,
    restart: async () => start(),
    login,
    [Symbol.asyncDispose]: async () => {
      await kill();
      await stands[Symbol.asyncDispose]();
    },
  };
}
