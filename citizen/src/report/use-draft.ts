import { useEffect, useState } from "preact/hooks";
import { readDraft, writeDraft } from "../storage/drafts.ts";
import type { Draft } from "../storage/kept.ts";
import { KeptDraft } from "./kept-draft.ts";

const theDraft = new KeptDraft({ read: readDraft, write: (draft) => writeDraft(draft) });
const change = (part: Partial<Draft>): void => theDraft.change(part);
const drop = (): Promise<void> => theDraft.drop();

/** The report being written. Each change is on the disk at once, so that a call, a crash or a flat battery loses no word. */
export function useDraft(): {
  readonly draft: Draft | null;
  readonly change: (part: Partial<Draft>) => void;
  readonly drop: () => Promise<void>;
} {
  const [draft, setDraft] = useState<Draft | null>(null);
  useEffect(() => theDraft.open(setDraft), []);
  return { draft, change, drop };
}
