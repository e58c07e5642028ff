import { Turns } from "@amaliyat/domain/kernel";
import type { ErrorCode } from "@amaliyat/contract/errors";
import { randomUUID } from "node:crypto";
import type { Clock } from "../platform/clock.ts";
import { SYSTEM, transaction, type Db } from "../platform/database/index.ts";
import { endLostViews, forgetNode, seeNode } from "./live-nodes-store.ts";
import { endedLeft, viewsAt } from "./view-ends.ts";

/** Ends the picture of one view, with the code that says why. */
type Ending = (code: ErrorCode) => void;

/** Keeps the views that this node shows. */
export type ViewKeeper = AsyncDisposable & {
  /** Names this program in the rows of the views that it shows. */
  readonly nodeId: string;
  /** Looks at a view again, every second, until the returned handle is disposed. */
  readonly watch: (viewId: string, end: Ending) => Disposable;
};

/** A picture whose right ended is gone within 2 s, whatever ended it and on whichever node. */
const LOOK_EVERY_MS = 1_000;
/** A node is taken for dead after three of these. */
const SEEN_EVERY_MS = 5_000;

/**
 * Ends pictures whose camera went out of service or left their viewer's sectors, or whose intervention ended a while ago, and views whose
 * node is gone. The first look for such views is over when this returns.
 */
export async function startViewKeeper(db: Db, now: Clock): Promise<ViewKeeper> {
  const nodeId = randomUUID();
  const held = new Map<string, Ending>();
  const look = async (): Promise<void> => {
    if (held.size === 0) return;
    const views = await transaction(db, SYSTEM, (tx) => viewsAt(tx, [...held.keys()], now()), { readOnly: true });
    for (const { viewId, over } of views) if (over !== null) held.get(viewId)?.(over);
  };
  const seen = (): Promise<void> =>
    transaction(db, SYSTEM, async (tx) => {
      await seeNode(tx, nodeId);
      await endedLeft(tx, await endLostViews(tx, new Date(now()), (3 * SEEN_EVERY_MS) / 1_000), now());
    });
  await seen();
  const turns = new Turns();
  // Without the database, what was logged and allowed goes on; nothing new can be opened until it is back.
  const inTurn = (work: () => Promise<void>) => (): void => void turns.run(work).catch(() => undefined);
  const timers = [setInterval(inTurn(look), LOOK_EVERY_MS), setInterval(inTurn(seen), SEEN_EVERY_MS)];
  return {
    nodeId,
    watch(viewId, end) {
      held.set(viewId, end);
      return { [Symbol.dispose]: () => void held.delete(viewId) };
    },
    async [Symbol.asyncDispose]() {
      for (const timer of timers) clearInterval(timer);
      await turns.idle();
      await transaction(db, SYSTEM, (tx) => forgetNode(tx, nodeId)).catch(() => undefined);
    },
  };
}
