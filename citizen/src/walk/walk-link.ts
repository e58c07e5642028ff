import type { Followed, NewWalk, WalkTold } from "@amaliyat/contract/reports";
import { HERE_OLDEST_MS, WALK_LONGEST_S, WALK_WORD_EVERY_MS } from "@amaliyat/domain/reports";
import type { Answer } from "../api/answer.ts";
import type { Walk } from "../storage/kept.ts";
import { ageOf, type Fix, type Times } from "../place/place-follower.ts";

type WayPlace = NewWalk["place"];

export type Around = {
  readonly walk: () => Walk | null;
  readonly change: (code: string, how: (walk: Walk) => Walk) => Promise<Walk | null>;
  /** Tells the room of a walk that it does not know. */
  readonly begin: (walk: Walk, leftS: number, place: WayPlace) => Promise<Answer<WalkTold>>;
  readonly word: (code: string, nth: number, leftS: number | null, place: WayPlace) => Promise<Answer<WalkTold>>;
  /** The room has made an alarm of the walk. */
  readonly alarmed: (code: string, told: Followed) => Promise<unknown>;
  readonly watch: (onFix: (fix: Fix) => void) => () => void;
  readonly times: Times;
};

const leftOf = ({ until }: Walk, now: number): number => Math.min(WALK_LONGEST_S, Math.ceil((until - now) / 1000));

/** Clocks and ways differ by so much between the ends of one walk, ms. */
const SAME_END_MS = 15_000;

/**
 * Keeps the room informed of this phone's walk: its beginning, the place each minute, and more time. It acts whenever `look` is called, one
 * message at a time. A lost message is sent again with the next look.
 */
export class WalkLink {
  readonly #around: Around;
  #fix: Fix | null = null;
  #unwatch: (() => void) | null = null;
  #isSaying = false;
  #saidPlace = false;
  #saidAt = Number.NEGATIVE_INFINITY;

  constructor(around: Around) {
    this.#around = around;
  }

  async look(): Promise<void> {
    const {
      walk: read,
      times: { now, even },
    } = this.#around;
    const walk = read();
    const goesOn = walk !== null && walk.tellRoom && !walk.called;
    this.#watchWhile(goesOn);
    if (!goesOn || this.#isSaying) return;
    const isOver = now() >= walk.until;
    const hasMore = walk.told && walk.toldUntil !== walk.until && !isOver;
    // An ended walk is not begun any more. One that the room knows is asked for, because the room may have it as an alarm.
    const hasFirstPlace = this.#fix !== null && !this.#saidPlace;
    if (walk.told ? !hasMore && !hasFirstPlace && even() - this.#saidAt < WALK_WORD_EVERY_MS : isOver) return;
    this.#isSaying = true;
    try {
      await (walk.told ? this.#word(walk, hasMore) : this.#begin(walk));
    } finally {
      this.#isSaying = false;
    }
  }

  #watchWhile(goesOn: boolean): void {
    if (goesOn) this.#unwatch ??= this.#around.watch((fix) => (this.#fix = fix));
    else {
      this.#unwatch?.();
      this.#unwatch = null;
      this.#fix = null;
      this.#saidPlace = false;
      this.#saidAt = Number.NEGATIVE_INFINITY;
    }
  }

  #place(): WayPlace {
    const fix = this.#fix;
    if (fix === null) return null;
    const agoMs = ageOf(fix, this.#around.times);
    return agoMs > HERE_OLDEST_MS ? null : { point: fix.place.point, accuracyM: fix.place.accuracyM, agoMs };
  }

  async #begin(walk: Walk): Promise<void> {
    const { begin, times } = this.#around;
    const place = this.#place();
    await this.#heard(walk, await begin(walk, leftOf(walk, times.now()), place), true, place);
  }

  async #word(walk: Walk, hasMore: boolean): Promise<void> {
    const { word, change, times } = this.#around;
    const nth = ((await change(walk.code, (old) => ({ ...old, nth: old.nth + 1 })))?.nth ?? walk.nth) || 1;
    const place = this.#place();
    await this.#heard(walk, await word(walk.code, nth, hasMore ? leftOf(walk, times.now()) : null, place), hasMore, place);
  }

  async #heard({ code, until }: Walk, answer: Answer<WalkTold>, toldEnd: boolean, place: WayPlace): Promise<void> {
    const { change, alarmed, times } = this.#around;
    if (answer.kind === "refused") return void (await change(code, (walk) => ({ ...walk, told: false, lost: true })));
    if (answer.kind !== "ok") return void (await change(code, (walk) => ({ ...walk, lost: true })));
    this.#saidAt = times.even();
    this.#saidPlace ||= place !== null;
    const { state, told, leftS } = answer.value;
    // A beginning that is sent again keeps the room's first end. Then a message reports the new one.
    const isSame = Math.abs(leftS * 1_000 - (until - times.now())) < SAME_END_MS;
    await change(code, (walk) => ({
      ...walk,
      told: true,
      lost: false,
      called: walk.called || state === "alarmed",
      toldUntil: toldEnd && (isSame || walk.told) ? until : walk.toldUntil,
    }));
    if (told !== null) await alarmed(code, told);
  }
}
