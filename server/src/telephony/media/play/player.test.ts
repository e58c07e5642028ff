import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Joiner } from "./joined.ts";
import { makePlayer } from "./player.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const LONG_MS = 1_000;
const ALONE: Joiner = () => Promise.resolve(null);
const JOINED: Joiner = (files) => Promise.resolve({ file: files.join("+"), lengthsMs: files.map(() => LONG_MS) });

/** A media server that answers when it is told to. */
function slowMedia() {
  const asked: string[] = [];
  const answers: ((ms: number) => void)[] = [];
  const play = (_callId: string, _tag: string, file: string): Promise<number> => {
    asked.push(file);
    return new Promise((resolve) => answers.push(resolve));
  };
  const answer = async (): Promise<void> => {
    await vi.advanceTimersByTimeAsync(0);
    for (const each of answers.splice(0)) each(LONG_MS);
    await vi.advanceTimersByTimeAsync(0);
  };
  return { media: { play, silence: () => Promise.resolve() }, asked, answer };
}

test("what is being played is played again to a media server that was started anew; what is over is not", async () => {
  const { media, asked, answer } = slowMedia();
  const player = makePlayer(media, ALONE, (error) => expect(error).toBeUndefined());
  const again = async (callId: string): Promise<string[]> => {
    asked.length = 0;
    void player.again(callId, "A");
    await answer();
    return [...asked];
  };
  void player.play("waits", "A", ["welcome", "music"], true);
  void player.play("told", "A", ["closed"], false);
  await answer();
  expect(await again("waits")).toEqual(["welcome"]);
  expect(await again("told")).toEqual(["closed"]);
  await vi.advanceTimersByTimeAsync(LONG_MS);
  await answer();
  expect([player.isPlaying("waits"), player.isPlaying("told"), player.isPlaying("nobody")]).toEqual([true, false, false]);
  expect(await again("waits")).toEqual(["music"]);
  expect(await again("told")).toEqual([]);
});

test("files follow each other; a list that another takes the place of is over, also while the media server is asked", async () => {
  const { media, asked, answer } = slowMedia();
  const player = makePlayer(media, ALONE, (error) => expect(error).toBeUndefined());
  void player.play("call", "A", ["one", "two"], true);
  await answer();
  await vi.advanceTimersByTimeAsync(LONG_MS);
  expect(asked).toEqual(["one", "two"]);
  void player.play("call", "A", ["three", "four"], true);
  await vi.advanceTimersByTimeAsync(0);
  // The call ends before the media server has answered: nothing is played to it afterwards.
  player.stop("call");
  await answer();
  await vi.advanceTimersByTimeAsync(10 * LONG_MS);
  expect(asked).toEqual(["one", "two", "three"]);
});

test("a list that ends in music is one file, and the music is played alone once its words are over", async () => {
  const { media, asked, answer } = slowMedia();
  const player = makePlayer(media, JOINED, (error) => expect(error).toBeUndefined());
  void player.play("waits", "A", ["welcome", "place", "music"], true);
  void player.play("told", "A", ["closed", "again"], false);
  await answer();
  expect(asked).toEqual(["welcome+place+music", "closed+again"]);
  player.stop("told");
  // A media server that is started anew in the middle of the second word plays from there on.
  await vi.advanceTimersByTimeAsync(1.5 * LONG_MS);
  void player.again("waits", "A");
  await answer();
  expect(asked.at(-1)).toBe("place+music");
  await vi.advanceTimersByTimeAsync(LONG_MS);
  await answer();
  expect(asked.slice(3)).toEqual(["music"]);
  void player.again("waits", "A");
  await answer();
  expect(asked.slice(4)).toEqual(["music"]);
});

test("a list whose place another takes while its files are joined is not played", async () => {
  const { media, asked, answer } = slowMedia();
  const joining = Promise.withResolvers<void>();
  const player = makePlayer(
    media,
    async (files, music) => {
      await joining.promise;
      return JOINED(files, music);
    },
    (error) => expect(error).toBeUndefined(),
  );
  void player.play("call", "A", ["welcome", "music"], true);
  player.stop("call");
  joining.resolve();
  await answer();
  expect(asked).toEqual([]);
});
