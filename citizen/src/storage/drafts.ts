import { NO_DRAFT, type Draft, type Drafts } from "./kept.ts";
import { isBegun } from "./reopen.ts";
import { within } from "@amaliyat/ui/phone-store";
import * as store from "./store.ts";

const TAB = "amaliyat.allo.tab";
const lockOf = (tab: string): string => `amaliyat-allo-draft-${tab}`;

/** Locks a name for as long as this page lives; false if another page has the lock. Browsers that forbid locks let everybody. */
function lockName(tab: string): Promise<boolean> {
  if (!("locks" in navigator)) return Promise.resolve(true);
  return new Promise((resolve) => {
    navigator.locks
      .request(lockOf(tab), { ifAvailable: true }, (lock) => {
        resolve(lock !== null);
        return lock === null ? undefined : new Promise<void>(() => undefined);
      })
      .catch(() => resolve(true));
  });
}

function stored(): string | null {
  try {
    return sessionStorage.getItem(TAB);
  } catch {
    return null;
  }
}

async function nameTab(): Promise<string> {
  const known = stored();
  // A tab that was duplicated has the name of its twin, who keeps it.
  if (known !== null && (await lockName(known))) return known;
  const tab = crypto.randomUUID();
  await lockName(tab);
  try {
    sessionStorage.setItem(TAB, tab);
  } catch {
    // A reload takes the draft up as one that nobody has.
  }
  return tab;
}

let named: Promise<string> | null = null;
/** The name of this tab: it stays over a reload, and no two pages have the same. */
const thisTab = (): Promise<string> => (named ??= nameTab());

/** The tabs that are open; null where the browser does not tell. */
async function openTabs(): Promise<ReadonlySet<string> | null> {
  if (!("locks" in navigator)) return null;
  const found = await navigator.locks.query().catch(() => null);
  return found === null ? null : new Set((found.held ?? []).map(({ name = "" }) => name));
}

/** The newest draft of a tab that is gone; its name, null where there is none. */
export function orphanOf(drafts: Drafts, isOpen: (tab: string) => boolean): string | null {
  const all = Object.entries(drafts).filter(([tab]) => !isOpen(tab));
  return all.toSorted(([, a], [, b]) => b.at - a.at)[0]?.[0] ?? null;
}

/** The draft of this tab: its own, or that of a closed tab. The draft of another open tab is left alone. */
export async function readDraft(): Promise<Draft | null> {
  const [tab, open] = await Promise.all([thisTab(), openTabs()]);
  // A draft of the app before it knew tabs.
  const old = await store.get("draft");
  const drafts = await store.change("drafts", (kept = {}) => {
    const all = old === undefined ? kept : { ...kept, before: { draft: old, at: 0 } };
    if (all[tab] !== undefined) return all;
    const orphan = orphanOf(all, (each) => open?.has(lockOf(each)) === true);
    if (orphan === null) return all;
    const { [orphan]: taken, ...others } = all;
    return taken === undefined ? all : { ...others, [tab]: taken };
  });
  if (old !== undefined) await store.forget("draft");
  return drafts[tab]?.draft ?? null;
}

/** Writes the draft of this tab; null deletes it. With `onlyIfNone` a draft that was begun stays, and the answer is false. */
export async function writeDraft(draft: Draft | null, onlyIfNone = false): Promise<boolean> {
  const tab = await thisTab();
  let isWritten = false;
  await store.change("drafts", (kept = {}) => {
    const { [tab]: own, ...others } = kept;
    isWritten = !onlyIfNone || own === undefined || !isBegun({ ...NO_DRAFT, ...own.draft });
    if (!isWritten) return kept;
    return draft === null ? others : { ...others, [tab]: { draft, at: Date.now() } };
  });
  return isWritten;
}

/** The files of every draft of this phone. */
export async function filesOfDrafts(): Promise<string[]> {
  const [old, drafts = {}] = [await store.get("draft"), await store.get("drafts")];
  const all = [...Object.values(drafts).map(({ draft }) => draft), ...(old === undefined ? [] : [old])];
  return all.flatMap(({ files }) => files.map(({ fileId }) => fileId));
}

/** The draft of this tab as it is kept, without waiting for a store that hangs; undefined where that did not answer. */
export const draftNow = (): Promise<Draft | null | undefined> => within(readDraft(), undefined);
