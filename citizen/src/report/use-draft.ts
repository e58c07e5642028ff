import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { draftNow, writeDraft } from "../storage/drafts.ts";
import { NO_DRAFT, type Draft } from "../storage/kept.ts";
import { within } from "@amaliyat/ui/phone-store";

/** The report being written. Each change is on the disk at once, so that a call, a crash or a flat battery loses no word. */
export function useDraft(): {
  readonly draft: Draft | null;
  readonly change: (part: Partial<Draft>) => void;
  readonly drop: () => Promise<void>;
} {
  const [draft, setDraft] = useState<Draft | null>(null);
  const nowRef = useRef<Draft>(NO_DRAFT);
  useEffect(() => {
    void draftNow().then((found) => setDraft((nowRef.current = { ...NO_DRAFT, ...found })));
  }, []);
  const change = useCallback((part: Partial<Draft>) => {
    const next = { ...nowRef.current, ...part };
    nowRef.current = next;
    setDraft(next);
    // The phone is full: the report on the screen can still be sent.
    void writeDraft(next).catch(() => undefined);
  }, []);
  const drop = useCallback(async () => {
    nowRef.current = NO_DRAFT;
    setDraft(NO_DRAFT);
    await within(writeDraft(null), null);
  }, []);
  return { draft, change, drop };
}
