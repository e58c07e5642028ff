import type { Order } from "../duty/apply.ts";
import { newsBetween } from "../duty/news.ts";
import { NEWS_KINDS, type News, type NewsKind } from "../storage/news.ts";

type Shown = {
  readonly duty: { readonly assignments: readonly Order[] } | null;
  readonly news: News;
};

type Holder = {
  readonly get: () => Shown;
  readonly set: (change: { readonly news: News }) => void;
  readonly listen: (listener: () => void) => unknown;
};

/**
 * Marks the news of each order until the crew has read them, and calls `onNews` once for each. An order that was not shown before has none:
 * its assignment rings. Changes from while the app was closed count, since the phone keeps the duty.
 */
export function watchNews(store: Holder, onNews: (order: Order, kinds: readonly NewsKind[]) => void): void {
  let shown: ReadonlyMap<string, Order> = new Map();
  const look = (): void => {
    const { duty, news } = store.get();
    const orders = duty?.assignments ?? [];
    const before = shown;
    shown = new Map(orders.map((order) => [order.assignmentId, order]));
    const found = orders.flatMap((order) => {
      const last = before.get(order.assignmentId);
      const kinds = last === undefined || last === order ? [] : newsBetween(last, order);
      return kinds.length === 0 ? [] : [{ order, kinds }];
    });
    const marked = found.map(({ order: { assignmentId }, kinds }): [string, readonly NewsKind[]] => {
      const known = news[assignmentId] ?? [];
      return [assignmentId, NEWS_KINDS.filter((kind) => known.includes(kind) || kinds.includes(kind))];
    });
    if (marked.length > 0) store.set({ news: { ...news, ...Object.fromEntries(marked) } });
    for (const { order, kinds } of found) onNews(order, kinds);
  };
  look();
  store.listen(look);
}
