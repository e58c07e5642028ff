import { localStore } from "@amaliyat/ui/i18n";
import { counted, untold } from "./telling.ts";

const TOLD = "amaliyat.alarms.told";
const MOMENTS = "amaliyat.alarms.at";

/** If the browser keeps nothing, the memory lasts as long as the page. */
const held = new Map<string, readonly (string | number)[]>();

function readList<T extends string | number>(key: string, is: (value: unknown) => value is T): readonly T[] {
  try {
    const list: unknown = JSON.parse(localStore.read(key) ?? "null");
    const found = Array.isArray(list) ? list : (held.get(key) ?? []);
    return found.filter(is);
  } catch {
    return [];
  }
}

function writeList(key: string, list: readonly (string | number)[]): void {
  held.set(key, list);
  localStore.write(key, JSON.stringify(list));
}

const isText = (value: unknown): value is string => typeof value === "string";
const isMoment = (value: unknown): value is number => typeof value === "number";

/** Claims the alarms not yet announced to a person at this desk; they count as announced from now on. A reload announces none again. */
export function claimUntold(
  userId: string,
  { open, taken }: { readonly open: readonly string[]; readonly taken: readonly string[] },
  at: number,
): readonly string[] {
  const key = `${TOLD}.${userId}`;
  const before = readList(key, isText);
  const { fresh, told } = untold(before, open, taken);
  if (told.length !== before.length || fresh.length > 0) writeList(key, told);
  if (fresh.length > 0) writeList(MOMENTS, counted(alarmMoments(), fresh.length, at));
  return fresh;
}

/** Times of this desk's alarms in the last day; in ms since the epoch. */
export const alarmMoments = (): readonly number[] => readList(MOMENTS, isMoment);
