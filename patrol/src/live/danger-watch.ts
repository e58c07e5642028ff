import type { Duty } from "@amaliyat/contract/dispatch";
import { isUnread } from "../duty/danger.ts";

type Order = Duty["assignments"][number];

/** One telling of a danger: a further one to the same order is another. */
const keyOf = ({ assignmentId, interventionId, toldSeq }: Order): string => `${assignmentId} ${interventionId} ${toldSeq}`;

/** A store that holds the orders of a crew; `duty` is null before the first was read. */
type Holder = {
  readonly get: () => { readonly duty: { readonly assignments: readonly Order[] } | null };
  readonly listen: (listener: () => void) => unknown;
};

/** Calls `onTold` once for each danger that a crew has not read yet, also for those stored while the app was closed. */
export function watchDanger(store: Holder, onTold: (order: Order) => void): void {
  let known: ReadonlySet<string> = new Set();
  const look = (): void => {
    const unread = store.get().duty?.assignments.filter(isUnread) ?? [];
    const isNew = unread.filter((order) => !known.has(keyOf(order)));
    known = new Set(unread.map(keyOf));
    for (const order of isNew) onTold(order);
  };
  look();
  store.listen(look);
}
