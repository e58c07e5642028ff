import { DANGEROUS, type Attribute } from "@amaliyat/domain/interventions";
import type { Order } from "./apply.ts";
import type { Text } from "../text/use-text.ts";

/** A duty stored by an older app lacks the fields read here. */
type Kept = Pick<Order, "notes" | "unreadSince"> & { readonly [K in "attributes" | "joined" | "toldSeq" | "readSeq"]?: Order[K] };

/** True if the crew was told of a danger and has not said that it read it. */
export const isUnread = ({ toldSeq = 0, readSeq = 0 }: Kept): boolean => toldSeq > readSeq;

/** The marks that a crew must know before it arrives, the weapon first. */
export const dangersOf = ({ attributes = [] }: Kept): readonly Attribute[] => DANGEROUS.filter((one) => attributes.includes(one));

/** True for what the crew was told to read and has not read. A number is missing in a duty stored by an older app. */
const isToRead = ({ toRead }: { readonly toRead?: number | null }, { toldSeq = 0, readSeq = 0 }: Kept): boolean =>
  typeof toRead === "number" && toRead > readSeq && toRead <= toldSeq;

export type News = {
  /** Interventions that joined and that the crew has not read of, newest first. */
  readonly joined: Order["joined"];
  /** All words that it has to read, oldest first. If it has none to read, ordinary words since it was told of the danger. */
  readonly words: Order["notes"];
};

/** `joinedAt` is the moment of the merge. The crew gets it a little later, when the log of the remaining intervention has it. */
const TOGETHER_MS = 5000;

/** Finds the news of an order for its crew: interventions that joined, and words. An ordinary note takes the place of no word to read. */
export function newsOf(order: Kept): News {
  const { joined = [], notes, unreadSince } = order;
  const since = unreadSince === null ? Number.POSITIVE_INFINITY : Date.parse(unreadSince);
  const came = joined.filter((one) =>
    typeof one.toRead === "number" ? isToRead(one, order) : Date.parse(one.joinedAt) >= since - TOGETHER_MS,
  );
  const toRead = notes.filter((note) => isToRead(note, order));
  const later = notes.filter(
    ({ at, from, isOwn }) => isOwn !== true && (Date.parse(at) >= since || came.some(({ reference }) => reference === from)),
  );
  return { joined: came.toReversed(), words: (toRead.length > 0 ? toRead : later).toReversed() };
}

/** Number of ordinary notes on an order's card. */
const ORDINARY = 5;

/** True for a note that a crew has to read, or had to. */
export const isOfDanger = ({ toRead }: { readonly toRead?: number | null }): boolean => typeof toRead === "number";

/** The notes on an order's card, newest first: all words of danger, and the newest others. */
export function notesOnCard(notes: Order["notes"]): Order["notes"] {
  const others = new Set(notes.filter((note) => !isOfDanger(note)).slice(0, ORDINARY));
  return notes.filter((note) => isOfDanger(note) || others.has(note));
}

/** Words of a note. If the author of a report withdrew them, a sentence says so, with the reference that is left (isolated: UAX 9). */
export const noteWords = (t: Text, { text, withdrawn }: Pick<Order["notes"][number], "text" | "withdrawn">): string =>
  withdrawn === true ? t("note.withdrawn", { reference: `\u2068${text}\u2069` }) : text;
