import type { interventions } from "@amaliyat/contract/interventions";
import type { Arguments } from "@amaliyat/contract/route";
import { CATEGORIES, ORIGINS, PRIORITIES, SUBCATEGORIES } from "@amaliyat/domain/interventions";
import { SECTORS } from "../town/furnish.ts";
import { pickFrom } from "./random.ts";

export type PageQuery = Arguments<typeof interventions.list>["query"];

const DAY_MS = 86_400_000;
const SEARCHES = ["النصر", "republique", "5 juillet", "شارع الأمير 12", "H000123", "سوق الحجر 77", "nothing of this name"];

/** Makes a random filter as a screen can set it: each part is present by chance. Periods are a day, a month or a year of the last three. */
export function someFilter(now: number, random: () => number): PageQuery {
  const sometimes = <T>(share: number, value: () => T): T | undefined => (random() < share ? value() : undefined);
  const from = sometimes(0.4, () => now - random() * 3 * 365 * DAY_MS);
  const subcategory = sometimes(0.15, () => pickFrom(SUBCATEGORIES, random).code);
  const filter = {
    state: sometimes(0.3, () => pickFrom(["open", "closed", "closed", "cancelled"] as const, random)),
    category: sometimes(0.3, () => subcategory?.slice(0, 3) ?? pickFrom(CATEGORIES, random).code),
    subcategory,
    origin: sometimes(0.25, () => pickFrom(ORIGINS, random)),
    priority: sometimes(0.2, () => pickFrom(PRIORITIES, random)),
    sectorId: sometimes(0.3, () => pickFrom(SECTORS, random)),
    from: from && new Date(from).toISOString(),
    to: from && new Date(from + pickFrom([1, 31, 365], random) * DAY_MS).toISOString(),
    q: sometimes(0.12, () => pickFrom(SEARCHES, random)),
  };
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)) as PageQuery;
}
