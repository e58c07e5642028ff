import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { makePhone, overUdp, overWebSocket, toneVoice, type Phone, type Talk } from "@amaliyat/simulator";
import { hearBench, tellBench } from "../harness/inside-worker.ts";
import type { CallersAsked, CallersSay, CallNote, RingNote } from "./callers.ts";

// Callers and consoles of the bench. Each plays a tone of its own, so that the sound itself shows the paths.
const asked = JSON.parse(await readFile(process.argv[2] ?? "", "utf8")) as CallersAsked;
const tell = (said: CallersSay): void => tellBench(said);
const TONES = 40;
const [LOW_HZ, APART_HZ, BETWEEN_HZ] = [400, 50, 25];
const callerTone = (nth: number): number => LOW_HZ + APART_HZ * (nth % TONES);
const takerTone = (nth: number): number => callerTone(nth) + BETWEEN_HZ;
const FIRST_NUMBER = 550_000_000;
const numberOf = (nth: number): string => `0${FIRST_NUMBER + nth}`;
const nthOf = (number: string): number => Number(number) - FIRST_NUMBER;
const BRIDGED_WITHIN_MS = 20_000;

type Ring = { readonly taker: number; readonly talk: Talk; readonly number: string };
const rings: Ring[] = [];
const calls: { readonly nth: number; readonly talk: Talk }[] = [];
const consoles: Phone[] = [];

async function openConsole(nth: number): Promise<void> {
  const taker = asked.takers[nth];
  if (taker === undefined) return;
  const carrier = await overWebSocket(asked.sip, { headers: { cookie: taker.cookie } });
  const onRing = (talk: Talk): void => {
    rings.push({ taker: nth, talk, number: /sip:(\+?\d+)@/.exec(talk.invite?.header("from") ?? "")?.[1] ?? "" });
  };
  const phone = makePhone({ carrier, user: taker.extension, tone: takerTone(nth), answerAfterMs: asked.answerAfterMs, onRing });
  const status = await phone.stayRegistered(taker.login);
  if (status !== 200) throw new Error(`console ${taker.extension} could not register: ${status}`);
  consoles.push(phone);
}

const talking = (): number => rings.filter(({ talk }) => talk.state() === "talking" && talk.sound.heardFirst() !== null).length;

async function dial(trunk: Phone): Promise<void> {
  const begun = performance.now();
  for (let nth = 0; nth < asked.calls; nth++) {
    await sleep(Math.max(0, begun + (nth * 1_000) / asked.perSecond - performance.now()));
    const voice = toneVoice(callerTone(nth));
    calls.push({ nth, talk: await trunk.call(`sip:17@127.0.0.1:${asked.trunk}`, { as: numberOf(nth), voice }) });
  }
  for (const until = performance.now() + BRIDGED_WITHIN_MS; talking() < asked.calls && performance.now() < until;) await sleep(50);
  tell({ kind: "bridged", talking: talking() });
}

async function end(): Promise<void> {
  const ringOf = new Map(rings.filter(({ talk }) => talk.state() === "talking").map((ring) => [nthOf(ring.number), ring]));
  const heard = calls.map(({ nth, talk }): CallNote => {
    const taker = ringOf.get(nth)?.taker;
    const hears = talk.state() === "talking" && taker !== undefined && talk.sound.hears(takerTone(taker));
    return { number: numberOf(nth), dialledAt: talk.begunAt, answeredAt: talk.answeredAt(), audioAt: talk.sound.heardFirst(), hears };
  });
  const rang = rings.map(({ talk, number }): RingNote => {
    const hears = talk.state() === "talking" && talk.sound.hears(callerTone(nthOf(number)));
    const legId = talk.invite?.header("x-leg-id") ?? "";
    return { legId, number, rangAt: talk.begunAt, answeredAt: talk.answeredAt(), audioAt: talk.sound.heardFirst(), hears };
  });
  for (const { talk } of calls) {
    talk.hangUp();
    await sleep(1_000 / asked.perSecond);
  }
  tell({ kind: "told", calls: heard, rings: rang });
}

const trunk = makePhone({ carrier: await overUdp({ host: "127.0.0.1", port: asked.trunk }), user: "trunk", tone: LOW_HZ });
for (let nth = 0; nth < asked.takers.length; nth++) await openConsole(nth);
hearBench((kind) => void (kind === "dial" ? dial(trunk) : end()));
tell({ kind: "ready", registered: consoles.length });
