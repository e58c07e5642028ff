import type { Duty } from "@amaliyat/contract/dispatch";
import type { Store } from "../app/state.ts";
import { isUnread } from "../duty/danger.ts";

type Order = Duty["assignments"][number];

/** One telling of a danger: a further one to the same order is another. */
const keyOf = ({ assignmentId, interventionId, toldSeq }: Order): string => `${assignmentId} ${interventionId} ${toldSeq}`;

/** Calls `onTold` for each danger that a crew has not read yet, once, also for what the phone kept while the app was closed. */
export function watchDanger(store: Pick<Store, "get" | "listen">, onTold: (order: Order) => void): void {
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
