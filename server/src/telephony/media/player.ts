import type { Media } from "./media.ts";

type Turn = {
  next: NodeJS.Timeout | undefined;
  /** The files that are left to play, the one that plays first; and when the last is over (ms of the process), null where it never is or is not known. */
  left: readonly string[];
  readonly repeat: boolean;
  endsAt: number | null;
};

/** Told when a file begins to be heard, again and again where `repeat`, and with null when what was played is over. */
export type Began = (callId: string, file: string | null, repeat: boolean) => void;

/** Plays lists of files to callers, one after the other; rtpengine plays one at a time. */
export function makePlayer(media: Pick<Media, "play" | "silence">, failed: (error: unknown) => void, began: Began = () => undefined) {
  /** What is played to each call; another list, or the end of the call, takes its place, also while the media server is being asked. */
  const turns = new Map<string, Turn>();
  const stop = (callId: string): void => {
    clearTimeout(turns.get(callId)?.next);
    if (turns.delete(callId)) began(callId, null, false);
  };
  async function begin(turn: Turn, callId: string, tag: string, files: readonly string[], repeat: boolean): Promise<void> {
    const [file, ...more] = files;
    if (file === undefined) return;
    turn.left = files;
    const again = repeat && more.length === 0;
    const ms = await media.play(callId, tag, file, again);
    if (turns.get(callId) === turn) began(callId, file, again);
    if (more.length === 0 && !repeat && ms !== null) turn.endsAt = performance.now() + ms;
    if (more.length === 0 || turns.get(callId) !== turn) return;
    const next = (): void =>
      void begin(turn, callId, tag, more, repeat).catch((error: unknown) => turns.get(callId) === turn && failed(error));
    turn.next = setTimeout(next, ms ?? 0);
  }
  async function play(callId: string, tag: string, files: readonly string[], repeat: boolean): Promise<void> {
    stop(callId);
    if (files.length === 0) return media.silence(callId, tag);
    const turn: Turn = { next: undefined, left: files, repeat, endsAt: null };
    turns.set(callId, turn);
    await begin(turn, callId, tag, files, repeat);
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
      if (turn !== undefined && isPlaying(callId)) await play(callId, tag, turn.left, turn.repeat);
    },
    stop,
    stopAll: (): void => {
      for (const { next } of turns.values()) clearTimeout(next);
      turns.clear();
    },
  };
}

export type Player = ReturnType<typeof makePlayer>;
