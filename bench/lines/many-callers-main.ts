import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { makePhone, overUdp, toneVoice, type Talk } from "@amaliyat/simulator";
import { hearBench, tellBench } from "../harness/inside-worker.ts";
import { seededRandom } from "../room/random.ts";
import type { Answered, ManyAsked, ManySay, Stay } from "./many-callers.ts";

// Callers who come at a rate, stay for a while and leave: the room may be dead meanwhile.
const asked = JSON.parse(await readFile(process.argv[2] ?? "", "utf8")) as ManyAsked;
const tell = (said: ManySay): void => tellBench(said);
const TONE_HZ = 700;
const FIRST_NUMBER = 551_000_000;
/** A caller who is not answered gives up after this, ms. */
const PATIENCE_MS = 30_000;

const random = seededRandom(4103);
const stays: Stay[] = [];
const answers: Answered[] = [];
const here = new Set<Promise<void>>();
let dialling = false;

const isOver = (talk: Talk): boolean => talk.state() === "over";

async function stay(talk: Talk, number: string): Promise<void> {
  for (const until = performance.now() + PATIENCE_MS; talk.state() === "ringing" && performance.now() < until;) await sleep(20);
  const answeredAt = talk.answeredAt();
  if (answeredAt !== null) answers.push({ dialledAt: talk.begunAt, answeredAt });
  const stayMs = asked.staysMs[0] + random() * (asked.staysMs[1] - asked.staysMs[0]);
  if (answeredAt !== null) for (const until = performance.now() + stayMs; !isOver(talk) && performance.now() < until;) await sleep(50);
  const [heardFirst, hungUp] = [talk.sound.heardFirst(), answeredAt !== null && isOver(talk)];
  stays.push({
    number,
    dialledAt: talk.begunAt,
    answeredAt,
    status: talk.status(),
    wordMs: answeredAt === null || heardFirst === null ? null : Math.max(0, heardFirst - answeredAt),
    silenceMs: talk.sound.longestSilence(),
    hungUp,
  });
  talk.hangUp();
  for (const until = performance.now() + PATIENCE_MS; !isOver(talk) && performance.now() < until;) await sleep(50);
}

const trunk = makePhone({ carrier: await overUdp({ host: "127.0.0.1", port: asked.trunk }), user: "trunk", tone: TONE_HZ });

async function dial(): Promise<void> {
  dialling = true;
  const begun = performance.now();
  for (let nth = 0; dialling; nth++) {
    await sleep(Math.max(0, begun + (nth * 1_000) / asked.perSecond - performance.now()));
    const number = `0${FIRST_NUMBER + nth}`;
    const talk = await trunk.call(`sip:17@127.0.0.1:${asked.trunk}`, { as: number, voice: toneVoice(TONE_HZ) });
    const staying = stay(talk, number).finally(() => here.delete(staying));
    here.add(staying);
  }
}

async function end(): Promise<void> {
  dialling = false;
  await Promise.all(here);
  tell({ kind: "told", stays: stays.splice(0) });
}

hearBench((kind) => {
  if (kind === "stays") tell({ kind: "stays", stays: stays.splice(0) });
  else if (kind === "answers") tell({ kind: "answers", answers: answers.splice(0) });
  else void (kind === "dial" ? dial() : end());
});
tell({ kind: "ready" });
