import { DANGEROUS, type Attribute } from "@amaliyat/domain/interventions";
import type { Order } from "./apply.ts";
import type { Text } from "../text/use-text.ts";

/** A duty stored by an older app lacks the fields read here. */
type Kept = Pick<Order, "notes" | "unreadSince"> & { readonly [K in "attributes" | "joined" | "toldSeq" | "readSeq"]?: Order[K] };

/** True if the crew was told of a danger and has not said that it read it. */
export const isUnread = ({ toldSeq = 0, readSeq = 0 }: Kept): boolean => toldSeq > readSeq;

/** The marks that a crew must know before it arrives, the weapon first. */
export const dangersOf = ({ attributes = [] }: Kept): readonly Attribute[] => DANGEROUS.filter((one) => attributes.includes(one));

export type News = {
  /** Interventions that joined since the crew was told of the danger that it has not read, newest first. */
  readonly joined: Order["joined"];
  /** The newest words that came with it; null if there are none. */
  readonly words: Order["notes"][number] | null;
};

/** `joinedAt` is the moment of the merge. The crew gets it a little later, when the log of the remaining intervention has it. */
const TOGETHER_MS = 5000;

/** Finds the news of an order for its crew: interventions that joined since it was first told, and words about that. */
export function newsOf({ joined = [], notes, unreadSince }: Kept): News {
  const since = unreadSince === null ? Number.POSITIVE_INFINITY : Date.parse(unreadSince);
  const came = joined.filter(({ joinedAt }) => Date.parse(joinedAt) >= since - TOGETHER_MS).toReversed();
  const words = notes.find(({ at, from }) => Date.parse(at) >= since || came.some(({ reference }) => reference === from));
  return { joined: came, words: words ?? null };
}

/** Words of a note. If the author of a report withdrew them, a sentence says so, with the reference that is left (isolated: UAX 9). */
export const noteWords = (t: Text, { text, withdrawn }: Pick<Order["notes"][number], "text" | "withdrawn">): string =>
  withdrawn === true ? t("note.withdrawn", { reference: `\u2068${text}\u2069` }) : text;
