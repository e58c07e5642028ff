import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { makePhone, overUdp, overWebSocket, toneVoice, type Talk } from "@amaliyat/simulator";
import { hearBench, tellBench } from "../harness/inside-worker.ts";
import type { PhaseTold, WaitingAsked } from "./waiting-callers.ts";

// Callers, most of whom only wait, and consoles that answer. Only callers of a phase hear anything; the sound of the others goes to a port
// without a reader.
const asked = JSON.parse(await readFile(process.argv[2] ?? "", "utf8")) as WaitingAsked;
const TONE_HZ = 700;
const FIRST_NUMBER = 552_000_000;
const FILL_PER_SECOND = 25;
const PHASE_MS = 5_000;
const WITHIN_MS = 10_000;
const ANSWER_AFTER_MS = 700;

const still = new Worker(new URL("./still-port-main.ts", import.meta.url));
const [stillAt] = (await once(still, "message")) as [number];
const rings: { readonly legId: string; readonly rangAt: number; readonly talk: Talk }[] = [];
const waiting: Talk[] = [];
let numbers = 0;

for (const taker of asked.takers) {
  const carrier = await overWebSocket(asked.sip, { headers: { cookie: taker.cookie } });
  const onRing = (talk: Talk): void => void rings.push({ legId: talk.invite?.header("x-leg-id") ?? "", rangAt: talk.begunAt, talk });
  const console = makePhone({ carrier, user: taker.extension, tone: TONE_HZ, stillAt, answerAfterMs: ANSWER_AFTER_MS, onRing });
  if ((await console.stayRegistered(taker.login)) !== 200) throw new Error(`console ${taker.extension} could not register`);
}
const overTrunk = () => overUdp({ host: "127.0.0.1", port: asked.trunk });
const heard = makePhone({ carrier: await overTrunk(), user: "trunk", tone: TONE_HZ });
const silent = makePhone({ carrier: await overTrunk(), user: "trunk", tone: TONE_HZ, stillAt });
const dial = (phone: typeof heard): Promise<Talk> =>
  phone.call(`sip:17@127.0.0.1:${asked.trunk}`, { as: `0${FIRST_NUMBER + numbers++}`, voice: toneVoice(TONE_HZ) });
const talking = (): Talk[] => rings.map(({ talk }) => talk).filter((talk) => talk.state() === "talking");

async function until(holds: () => boolean): Promise<void> {
  for (const end = performance.now() + WITHIN_MS; !holds() && performance.now() < end;) await sleep(20);
}

/** Fills the queue: all call-takers talk, and so many wait. */
async function fill(count: number): Promise<void> {
  const all = (): number => waiting.filter((talk) => talk.state() !== "over").length;
  while (all() < asked.takers.length + count) {
    waiting.push(await dial(silent));
    await sleep(1_000 / FILL_PER_SECOND);
  }
  await until(() => talking().length >= asked.takers.length);
  tellBench({ kind: "filled" });
}

/** Callers come at a rate and hear a word; at the same rate talks end, for as long as there are any. */
async function phase(perSecond: number): Promise<void> {
  const [from, begun] = [rings.length, performance.now()];
  const came: Talk[] = [];
  for (let nth = 0; nth < (PHASE_MS / 1_000) * perSecond; nth++) {
    await sleep(Math.max(0, begun + (nth * 1_000) / perSecond - performance.now()));
    came.push(await dial(heard));
    const [over] = talking();
    over?.hangUp();
  }
  const words = (): (number | null)[] =>
    came.map((talk) => {
      const first = talk.sound.heardFirst();
      return first === null ? null : first - talk.begunAt;
    });
  await until(() => words().every((word) => word !== null));
  const told: PhaseTold = { kind: "phase", words: words(), rings: rings.slice(from).map(({ legId, rangAt }) => ({ legId, rangAt })) };
  for (const talk of came) talk.hangUp();
  await until(() => came.every((talk) => talk.state() === "over"));
  tellBench(told);
}

hearBench((kind) => {
  const [what, count = "0"] = kind.split(" ");
  void (what === "fill" ? fill(Number(count)) : phase(Number(count)));
});
tellBench({ kind: "ready" });
