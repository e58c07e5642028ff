import type { Answer } from "../api/answer.ts";

/** The last answer of the room; there is nothing more to send then. */
export type Settled<T> = Exclude<Answer<T>, { kind: "lost" | "failed" }>;

export type Around<T> = {
  readonly send: (signal: AbortSignal) => Promise<Answer<T>>;
  readonly rest: (ms: number) => Promise<void>;
  /** False once nobody wants it sent any more. */
  readonly isWanted: () => boolean;
};

const EVERY_MS = 3000;

/** On 2G an answer may take this long. */
const PATIENCE_MS = 24_000;
/** A browser has six connections to a room at most. A further attempt would wait for one, and other requests need some too. */
const UNDER_WAY_MOST = 3;

/**
 * Sends a call for help again and again until the room has answered. An attempt that hangs holds up none after it: a link that dies without a
 * word would cost half a minute. If too many are under way, the second oldest makes room: the oldest has its full time for a slow link. The
 * room takes the call once, however often it comes. Null where it is not wanted any more.
 */
export function untilAnswered<T>({ send, rest, isWanted }: Around<T>): Promise<Settled<T> | null> {
  return new Promise((resolve) => {
    let isOver = false;
    let underWay: readonly AbortController[] = [];
    const end = (settled: Settled<T> | null): void => {
      isOver = true;
      resolve(settled);
    };
    const once = async (): Promise<void> => {
      const own = new AbortController();
      const late = setTimeout(() => own.abort(), PATIENCE_MS);
      if (underWay.length >= UNDER_WAY_MOST) underWay[1]?.abort();
      underWay = [...underWay.filter(({ signal }) => !signal.aborted), own];
      const answer = await send(own.signal).catch((): Answer<T> => ({ kind: "lost" }));
      clearTimeout(late);
      underWay = underWay.filter((each) => each !== own);
      if (answer.kind === "ok" || answer.kind === "refused") end(answer);
    };
    const goOn = async (): Promise<void> => {
      while (!isOver) {
        if (!isWanted()) return end(null);
        void once();
        await rest(EVERY_MS);
      }
    };
    void goOn();
  });
}
