import type { Answer } from "../api/answer.ts";

/** The last answer of the room; there is nothing more to send then. */
export type Settled<T> = Exclude<Answer<T>, { kind: "lost" | "failed" }>;

export type Around<T> = {
  readonly send: () => Promise<Answer<T>>;
  readonly rest: (ms: number) => Promise<void>;
  /** False once nobody wants it sent any more. */
  readonly isWanted: () => boolean;
};

const EVERY_MS = 3000;

/** On 2G an answer may take this long. Eight attempts are then under way at most. */
export const URGENT_PATIENCE_MS = 24_000;

/**
 * Sends a call for help again and again until the room has answered. An attempt that hangs holds up none after it: a link that dies without a word
 * would cost half a minute. The room takes the call once, however often it comes. Null where it is not wanted any more.
 */
export function untilAnswered<T>({ send, rest, isWanted }: Around<T>): Promise<Settled<T> | null> {
  return new Promise((resolve) => {
    let isOver = false;
    const end = (settled: Settled<T> | null): void => {
      isOver = true;
      resolve(settled);
    };
    const once = async (): Promise<void> => {
      const answer = await send().catch((): Answer<T> => ({ kind: "lost" }));
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
