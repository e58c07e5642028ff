import type { Media } from "./media.ts";

/** Plays lists of files to callers, one after the other; rtpengine plays one at a time. */
export function makePlayer(media: Media, failed: (error: unknown) => void) {
  const turns = new Map<string, NodeJS.Timeout>();
  const stop = (callId: string): void => {
    clearTimeout(turns.get(callId));
    turns.delete(callId);
  };
  async function begin(callId: string, tag: string, files: readonly string[], repeat: boolean): Promise<void> {
    const [file, ...more] = files;
    if (file === undefined) return;
    const ms = await media.play(callId, tag, file, repeat && more.length === 0);
    if (more.length > 0)
      turns.set(
        callId,
        setTimeout(() => void begin(callId, tag, more, repeat).catch(failed), ms ?? 0),
      );
  }
  return {
    play: async (callId: string, tag: string, files: readonly string[], repeat: boolean): Promise<void> => {
      stop(callId);
      if (files.length === 0) await media.silence(callId, tag);
      else await begin(callId, tag, files, repeat);
    },
    stop,
    stopAll: (): void => {
      for (const timer of turns.values()) clearTimeout(timer);
      turns.clear();
    },
  };
}

export type Player = ReturnType<typeof makePlayer>;
