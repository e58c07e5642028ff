import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { overUdp } from "../callers/carrier.ts";
import { makePhone } from "../callers/phone.ts";
import { SILENCE, toneVoice, voiceOf, type Voice } from "../callers/voice.ts";
import { fileOf, type Sentence } from "../voices/make.ts";
import { readWav } from "../voices/wav.ts";
import { amlForm } from "./places.ts";
import { play, type Playing } from "./play.ts";
import { gapSeconds, pickBy } from "../town/poisson.ts";
import { LINES, STORIES, type Story } from "./stories.ts";

export type TownCallersOptions = {
  /** Address at which the lines take calls, and the port on which the town's operator takes calls out. */
  readonly trunk: { readonly host: string; readonly port: number };
  readonly gatewayPort: number;
  /** Folder of the callers' voices. */
  readonly voices: string;
  /** Address for the places of telephones, with the key; null if they send none. */
  readonly aml: string | null;
  readonly secondMs?: number;
  /** In [0, 1). */
  readonly chance?: () => number;
};

/** A call as the page shows it. */
export type ShownCall = {
  readonly id: string;
  readonly number: string;
  readonly line: string;
  readonly about: string;
  readonly begunAt: number;
  readonly state: "ringing" | "talking" | "over";
  readonly ended: string | null;
};

/** The people of the town who call. */
export type TownCallers = AsyncDisposable & {
  /** Lets one caller ring on a line; null where the whole town is on the telephone already. */
  readonly ring: (line: string) => Promise<ShownCall | null>;
  /** Calls come by themselves, so many a minute on average; 0 ends it. */
  readonly busy: (perMinute: number) => void;
  readonly state: () => { readonly lines: readonly string[]; readonly perMinute: number; readonly calls: readonly ShownCall[] };
};

/** Of a hundred calls that come by themselves. */
export const WEIGHTS: Readonly<Record<string, number>> = { "17": 70, "104": 10, "1548": 20 };
const SHOWN = 12;
/** Calls at once: a town of this size has no more telephones in its hands. */
const MOST = 60;
/** Telephones have their place some seconds after they dial. */
const AML_AFTER_S = 2;
const ANSWER_AFTER_S = 3;
const PATIENT_S = 60;

/** A number of the same kind, which nobody in the town has. */
const anotherNumber = (number: string, chance: () => number): string =>
  number.slice(0, -4) + `${Math.floor(chance() * 10_000)}`.padStart(4, "0");

async function voiceFrom(folder: string, says: Sentence): Promise<Voice> {
  for (const spoken of [true, false]) {
    const file = await readFile(join(folder, fileOf(says, spoken))).catch(() => null);
    if (file !== null) return voiceOf(readWav(file).samples, false);
  }
  return toneVoice(400 + 10 * says.pitch);
}

export async function startTownCallers(options: TownCallersOptions): Promise<TownCallers> {
  const { trunk, gatewayPort, voices: folder, aml, secondMs = 1_000, chance = Math.random } = options;
  const ending = new AbortController();
  const voices = new Map<string, Voice>();
  for (const { id, says } of STORIES) voices.set(id, says === null ? SILENCE : await voiceFrom(folder, says));
  const calls: { readonly playing: Playing; ended: string | null }[] = [];
  const carrier = await overUdp(trunk, { port: gatewayPort });
  const phone = makePhone({
    carrier,
    user: "town",
    tone: SILENCE,
    answerAfterMs: ANSWER_AFTER_S * secondMs,
    // A call back: the telephone of that number answers, and plays its words.
    onRing: (talk) => {
      const number = /^sip:([^@;]+)/.exec(talk.invite?.uri ?? "")?.[1];
      const story = calls.findLast(({ playing }) => playing.story.number === number)?.playing.story;
      if (story !== undefined) setTimeout(() => talk.sound.say(voices.get(story.id) ?? SILENCE), (ANSWER_AFTER_S + 2) * secondMs);
      setTimeout(talk.hangUp, PATIENT_S * secondMs).unref();
    },
  });
  const shown = ({ playing: { story, talk }, ended }: (typeof calls)[number]): ShownCall => {
    const { id, number, line, about } = story;
    return { id, number, line, about, begunAt: talk.begunAt, state: talk.state(), ended };
  };

  /** A telephone sends its place once it has it; whatever comes of that, the call goes on. */
  async function tellPlace({ place, number, line }: Story): Promise<void> {
    if (place?.by !== "aml" || aml === null) return;
    await sleep(AML_AFTER_S * secondMs, undefined, { signal: ending.signal });
    await fetch(aml, { method: "POST", body: amlForm({ number, line }, place, Date.now()), signal: AbortSignal.timeout(5_000) });
  }
  async function ring(line: string): Promise<ShownCall | null> {
    const standing = calls.filter(({ ended }) => ended === null).map(({ playing }) => playing.story.number);
    const called = (story: Story): number => calls.findLastIndex(({ playing }) => playing.story.id === story.id);
    // Picks the caller of longest ago, or one that never called. If that one is still on the telephone, another number tells the same
    // story.
    const [told] = STORIES.filter((each) => each.line === line).toSorted((a, b) => called(a) - called(b));
    if (told === undefined || standing.length >= MOST || ending.signal.aborted) return null;
    const story = standing.includes(told.number) ? { ...told, number: anotherNumber(told.number, chance) } : told;
    void tellPlace(story).catch(() => undefined);
    const voice = voices.get(story.id) ?? SILENCE;
    const target = `sip:${line}@${trunk.host}:${trunk.port}`;
    const call = {
      playing: await play({ phone, target, story, voice, at: Date.now(), secondMs, signal: ending.signal }),
      ended: null as string | null,
    };
    calls.push(call);
    void call.playing.ended.then((how) => (call.ended = how));
    return shown(call);
  }

  let [perMinute, hour] = [0, new AbortController()];
  async function busyHour(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await sleep(gapSeconds(perMinute, chance()) * secondMs, undefined, { signal }).catch(() => undefined);
      const line = pickBy(LINES, (each) => WEIGHTS[each] ?? 1, chance());
      if (line !== undefined && !signal.aborted) await ring(line);
    }
  }
  return {
    ring,
    busy: (rate) => {
      hour.abort();
      [perMinute, hour] = [rate, new AbortController()];
      if (rate > 0) void busyHour(hour.signal);
    },
    state: () => ({ lines: LINES, perMinute, calls: calls.slice(-SHOWN).map(shown).toReversed() }),
    [Symbol.asyncDispose]: async () => {
      hour.abort();
      ending.abort();
      await Promise.all(calls.map(({ playing }) => playing.ended));
      await phone[Symbol.asyncDispose]();
    },
  };
}

type CallsAsked = {
  /** Address at which the lines take calls. */
  readonly trunk: { readonly host: string; readonly port: number };
  readonly gatewayPort: number;
  readonly voices: string;
  readonly api: string;
  readonly amlKey: string | null;
  /** Calls a minute that come by themselves from the start; 0 waits for the page. */
  readonly busy: number;
};

/** The town's callers, until they are disposed. */
export async function startCalls({ api, amlKey, busy, ...asked }: CallsAsked): Promise<TownCallers> {
  const aml = amlKey === null ? null : new URL(`/api/aml?key=${encodeURIComponent(amlKey)}`, api).href;
  const callers = await startTownCallers({ ...asked, aml });
  callers.busy(busy);
  return callers;
}
