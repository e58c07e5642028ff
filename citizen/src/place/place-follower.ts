import { HERE_EVERY_MS, HERE_OLDEST_MS } from "@amaliyat/domain/reports";
import type { Answer } from "../api/answer.ts";
import type { ChosenPlace } from "../storage/kept.ts";

/** A place of this phone with the moment of the fix, by the phone's clock, and of its arrival, by the even time. */
export type Fix = { readonly place: ChosenPlace; readonly at: number; readonly cameAt: number };

/** Two times of the phone, ms. `now` is its clock, which may be set. `even` goes on evenly, but may rest while the phone sleeps. */
export type Times = { readonly now: () => number; readonly even: () => number };

/** Age of a fix, ms. Of two ages the greater counts: a clock put back makes one too small, a sleep of the phone the other. */
export const ageOf = ({ at, cameAt }: Fix, { now, even }: Times): number => Math.round(Math.max(0, now() - at, even() - cameAt));

/** `looking`: the phone has said none yet; `denied`: it is not let; `over`: the author, the hour or the room ended it. */
export type Following = "looking" | "follows" | "denied" | "over";

export type Around = {
  /** Calls `onFix` for each fix, until the returned function is called. */
  readonly watch: (onFix: (fix: Fix) => void, onDenied: () => void) => () => void;
  readonly say: (code: string, place: ChosenPlace, agoMs: number) => Promise<Answer<unknown>>;
  readonly times: Times;
  readonly onChange: () => void;
};

type One = { state: Following; newest: Fix | null; said: Fix | null; isSaying: boolean; isThere: boolean; end: () => void };

/**
 * Reports the place of a caller for help to the room. The first report follows at once, then the newest fix every 10 s. It ends after an
 * hour, or when the author or the room stops it. It lives as long as the page.
 */
export class PlaceFollower {
  readonly #around: Around;
  readonly #all = new Map<string, One>();

  constructor(around: Around) {
    this.#around = around;
  }

  /** Begins to look for the place, for so many ms; it is reported once the call is `there`. */
  begin(code: string, forMs: number): void {
    const { watch, times, onChange } = this.#around;
    if (this.#all.has(code) || forMs <= 0) return;
    const until = times.even() + forMs;
    const one: One = { state: "looking", newest: null, said: null, isSaying: false, isThere: false, end: () => undefined };
    this.#all.set(code, one);
    const unwatch = watch(
      (fix) => {
        const isFirst = one.newest === null;
        one.newest = fix;
        if (isFirst) void this.#say(code, one);
      },
      () => this.#to(one, "denied"),
    );
    const timer = setInterval(() => (times.even() >= until ? this.stop(code) : void this.#say(code, one)), HERE_EVERY_MS);
    one.end = () => {
      clearInterval(timer);
      unwatch();
    };
    onChange();
  }

  /** The room has the call: the known place is sent at once. */
  arrived(code: string): void {
    const one = this.#all.get(code);
    if (one === undefined) return;
    one.isThere = true;
    void this.#say(code, one);
  }

  stop(code: string): void {
    const one = this.#all.get(code);
    if (one !== undefined) this.#to(one, "over");
  }

  /** Stops each place that is not wanted any more. */
  stopUnless(isWanted: (code: string) => boolean): void {
    for (const code of this.#all.keys()) if (!isWanted(code)) this.stop(code);
  }

  stateOf = (code: string): Following => this.#all.get(code)?.state ?? "over";

  /** The newest place, for a text message. */
  newestOf = (code: string): ChosenPlace | null => this.#all.get(code)?.newest?.place ?? null;

  #to(one: One, state: Following): void {
    if (one.state === state || one.state === "over") return;
    one.state = state;
    if (state === "over" || state === "denied") one.end();
    this.#around.onChange();
  }

  async #say(code: string, one: One): Promise<void> {
    const { newest } = one;
    if (newest === null || newest === one.said || !one.isThere || one.isSaying || one.state === "over") return;
    one.isSaying = true;
    const agoMs = Math.min(HERE_OLDEST_MS, ageOf(newest, this.#around.times));
    const answer = await this.#around.say(code, newest.place, agoMs).catch((): Answer<unknown> => ({ kind: "lost" }));
    one.isSaying = false;
    if (answer.kind === "refused") return this.#to(one, "over");
    if (answer.kind !== "ok") return;
    one.said = newest;
    this.#to(one, "follows");
  }
}
