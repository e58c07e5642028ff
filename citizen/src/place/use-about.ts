import { useEffect, useState } from "preact/hooks";
import { ask } from "../api/ask.ts";
import type { About } from "../storage/kept.ts";
import { within } from "@amaliyat/ui/phone-store";
import * as store from "../storage/store.ts";

/** Reads the room's facts about itself: the stored copy first, then the current one. Null before either. */
export async function readAbout(): Promise<About | null> {
  const answer = await ask("about", {});
  if (answer.kind !== "ok") return (await within(store.get("about"), null)) ?? null;
  const { room, keptDays, middle, mapVersion, contactsTold } = answer.value;
  const about = { room, keptDays, middle, mapVersion, contactsTold };
  return within(
    store.change("about", () => about),
    about,
  );
}

export function useAbout(): About | null {
  const [about, setAbout] = useState<About | null>(null);
  useEffect(() => {
    void within(store.get("about"), null).then((kept) => setAbout((now) => now ?? kept ?? null));
    void readAbout().then(setAbout);
  }, []);
  return about;
}
