import type { Joiner } from "./joined.ts";
import type { Media } from "../media.ts";

type Turn = {
  next: NodeJS.Timeout | undefined;
  /** The files that are left to play, the one that plays first. */
  left: readonly string[];
  readonly repeat: boolean;
  /** Of `left`, where they are one file: when it began, and how long each of them is, ms; null where they are played one by one. */
  joined: { readonly beganAt: number; readonly lengthsMs: readonly number[] } | null;
  /** End of the last file (ms of the process); null if it never ends or is unknown. */
  endsAt: number | null;
};

/** Told when a file begins to be heard, again and again where `repeat`, and with null when what was played is over. */
export type Began = (callId: string, file: string | null, repeat: boolean) => void;

const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0);

/** The files that are not over yet. */
function leftOf({ left, joined, repeat }: Turn): readonly string[] {
  if (joined === null) return left;
  let at = joined.beganAt;
  const over = joined.lengthsMs.filter((ms) => (at += ms) <= performance.now()).length;
  return left.slice(Math.min(over, repeat ? left.length - 1 : left.length));
}

/**
 * Plays lists of files to callers; rtpengine plays one at a time. A list is one file where it can be joined: it goes on while this server is
 * dead, so that the caller hears the line stand. Else its files follow each other.
 */
export function makePlayer(
  media: Pick<Media, "play" | "silence">,
  join: Joiner,
  failed: (error: unknown) => void,
  began: Began = () => undefined,
) {
  /** Playback of each call. Another list or the end of the call replaces it, also while the media server is being asked. */
  const turns = new Map<string, Turn>();
  const stop = (callId: string): void => {
    clearTimeout(turns.get(callId)?.next);
    if (turns.delete(callId)) began(callId, null, false);
  };
  function later(turn: Turn, callId: string, ms: number, work: () => Promise<unknown>): void {
    if (turns.get(callId) !== turn) return;
    turn.next = setTimeout(() => void work().catch((error: unknown) => turns.get(callId) === turn && failed(error)), ms);
  }
  async function begin(turn: Turn, callId: string, tag: string, files: readonly string[], repeat: boolean): Promise<void> {
    const [file, ...more] = files;
    if (file === undefined) return;
    turn.left = files;
    const again = repeat && more.length === 0;
    const ms = await media.play(callId, tag, file, again);
    if (turns.get(callId) === turn) began(callId, file, again);
    if (more.length === 0 && !repeat && ms !== null) turn.endsAt = performance.now() + ms;
    if (more.length > 0) later(turn, callId, ms ?? 0, () => begin(turn, callId, tag, more, repeat));
  }
  /** Plays a list as one file, and its music alone once the words before it are over; false where it cannot be joined. */
  async function beginJoined(turn: Turn, callId: string, tag: string, files: readonly string[], repeat: boolean): Promise<boolean> {
    const joined = await join(files, repeat);
    if (joined === null) return false;
    if (turns.get(callId) !== turn) return true;
    [turn.left, turn.joined] = [files, null];
    await media.play(callId, tag, joined.file, repeat);
    if (turns.get(callId) === turn) began(callId, joined.file, repeat);
    const { lengthsMs } = joined;
    turn.joined = { beganAt: performance.now(), lengthsMs };
    if (!repeat) turn.endsAt = performance.now() + sum(lengthsMs);
    else if (files.length > 1)
      later(turn, callId, sum(lengthsMs.slice(0, -1)), () => beginJoined(turn, callId, tag, files.slice(-1), true));
    return true;
  }
  async function play(callId: string, tag: string, files: readonly string[], repeat: boolean): Promise<void> {
    stop(callId);
    if (files.length === 0) return media.silence(callId, tag);
    const turn: Turn = { next: undefined, joined: null, left: files, repeat, endsAt: null };
    turns.set(callId, turn);
    if (await beginJoined(turn, callId, tag, files, repeat)) return;
    if (turns.get(callId) === turn) await begin(turn, callId, tag, files, repeat);
  }
  const isPlaying = (callId: string): boolean => {
    const turn = turns.get(callId);
    return turn !== undefined && (turn.endsAt === null || turn.endsAt > performance.now());
  };
  return {
    play,
    isPlaying,
    /** Plays again, from the beginning of the file that was being played: the media server was started anew. */
    again: async (callId: string, tag: string): Promise<void> => {
      const turn = turns.get(callId);
      if (turn !== undefined && isPlaying(callId)) await play(callId, tag, leftOf(turn), turn.repeat);
    },
    stop,
    stopAll: (): void => {
      for (const { next } of turns.values()) clearTimeout(next);
      turns.clear();
    },
  };
}

export type Player = ReturnType<typeof makePlayer>;
