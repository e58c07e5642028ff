import { setTimeout as sleep } from "node:timers/promises";
import type { Phone } from "../callers/phone.ts";
import type { Talk } from "../callers/talk.ts";
import { SILENCE, type Voice } from "../callers/voice.ts";
import { GEOLOCATION, withPlace } from "./places.ts";
import type { Story } from "./stories.ts";

/** One call of the town, as it goes on. */
export type Playing = {
  readonly story: Story;
  readonly talk: Talk;
  /** Index of its current step. */
  readonly step: () => number;
  /** Resolves with how it ended. */
  readonly ended: Promise<"caller" | "room" | "refused">;
};

export type PlayOptions = {
  readonly phone: Phone;
  readonly target: string;
  readonly story: Story;
  readonly voice: Voice;
  /** Epoch milliseconds. */
  readonly at: number;
  /** Shorter than real, for tests: length of a second of the story (ms). */
  readonly secondMs?: number;
  readonly signal: AbortSignal;
};

const LOOK_MS = 100;

/** Plays a story over the telephone: dials, does one step after the other while the call stands, and hangs up. */
export async function play({ phone, target, story, voice, at, secondMs = 1_000, signal }: PlayOptions): Promise<Playing> {
  const { place } = story;
  const pidf = place?.by === "pidf" ? { headers: GEOLOCATION, body: (sdp: string) => withPlace(sdp, place, at) } : {};
  const talk = await phone.call(target, { as: story.number, voice: SILENCE, ...pidf });
  let step = 0;
  const stands = (): boolean => talk.state() !== "over" && !signal.aborted;
  async function during(seconds: number): Promise<void> {
    for (const until = performance.now() + seconds * secondMs; stands() && performance.now() < until;)
      await sleep(Math.min(LOOK_MS, until - performance.now()));
  }
  async function all(): Promise<"caller" | "room" | "refused"> {
    for (const each of story.steps) {
      if (!stands()) break;
      if (each.do === "wait") await during(each.seconds);
      else if (each.do === "press") talk.sound.press(each.key);
      else {
        talk.sound.say(voice);
        await during(voice.seconds);
        talk.sound.say(SILENCE);
      }
      step++;
    }
    if (talk.state() !== "over") {
      talk.hangUp();
      return "caller";
    }
    return talk.answeredAt() === null ? "refused" : "room";
  }
  return { story, talk, step: () => step, ended: all() };
}
