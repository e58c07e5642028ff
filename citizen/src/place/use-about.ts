import { useEffect, useState } from "preact/hooks";
import { ask } from "../api/ask.ts";
import type { About } from "../keep/kept.ts";
import * as store from "../keep/store.ts";

/** What the room says of itself: as it was kept at first, then as it is; null before either. */
export async function readAbout(): Promise<About | null> {
  const answer = await ask("about", {});
  if (answer.kind !== "ok") return (await store.get("about")) ?? null;
  const { room, keptDays, middle, mapVersion } = answer.value;
  return store.change("about", () => ({ room, keptDays, middle, mapVersion }));
}

export function useAbout(): About | null {
  const [about, setAbout] = useState<About | null>(null);
  useEffect(() => {
    void store.get("about").then((kept) => setAbout((now) => now ?? kept ?? null));
    void readAbout().then(setAbout);
  }, []);
  return about;
}
