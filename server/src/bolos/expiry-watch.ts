import { SYSTEM, transaction, type Tx } from "../platform/database/index.ts";
import type { Clock } from "../platform/clock.ts";
import { tell } from "../platform/live/index.ts";
import type { Log } from "../platform/log.ts";
import { lookEvery } from "../platform/look-every.ts";
import { alertsOf } from "./rows/alerts-store.ts";
import type { BolosDeps } from "./bolos-deps.ts";
import { lookAtBolo, claimExpired } from "./rows/bolos-store.ts";
import { tellingsOfBolo } from "./tell-bolo.ts";

type WatchDeps = Pick<BolosDeps, "db" | "onChildSpan"> & { readonly clock: Clock; readonly log: Log };

/** Screens are told of an expiry within a second. */
const LOOK_MS = 400;
/** So many in one transaction; the rest with the next look. */
const BATCH = 40;

async function tellExpired({ onChildSpan }: WatchDeps, tx: Tx, at: number): Promise<void> {
  for (const boloId of await claimExpired(tx, new Date(at), BATCH)) {
    const kept = await lookAtBolo(tx, boloId);
    if (kept === null) continue;
    await tell(tx, at, await tellingsOfBolo(tx, at, kept, "changed"));
    await onChildSpan?.(tx, { at, childAlertIds: (await alertsOf(tx, boloId)).map(({ alertId }) => alertId) });
  }
}

/** Tells the screens of BOLOs that expire, and of what the public was told of their children. Those that expired while no server ran come first. */
export const startExpiryWatch = (deps: WatchDeps): AsyncDisposable =>
  lookEvery(
    LOOK_MS,
    () => transaction(deps.db, SYSTEM, (tx) => tellExpired(deps, tx, deps.clock())),
    deps.log,
    "bolos: check of expired BOLOs failed, retrying",
  );
