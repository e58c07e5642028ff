import type { CallRow } from "@amaliyat/contract/calls";

/** A call as it stands now, and as it stood when it was last told; null where it was not known. */
export type CallNews = { readonly row: CallRow; readonly before: CallRow | null };
type Listener = (news: CallNews) => void;

function createCallNews() {
  const listeners = new Set<Listener>();
  return {
    tell(news: readonly CallNews[]): void {
      for (const one of news) for (const listener of listeners) listener(one);
    },
    subscribe(listener: Listener): () => void {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** Tells of each change of a call: a telephone that rings here must hear that the room has taken the call elsewhere. */
export const callNews = createCallNews();
