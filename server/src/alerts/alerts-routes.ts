import { alerts } from "@amaliyat/contract/alerts";
import { ok } from "@amaliyat/domain/kernel";
import { SYSTEM, transaction } from "../platform/database/index.ts";
import { serve, serveBytes, type Served } from "../platform/http/index.ts";
import type { AlertsDeps } from "./alerts-deps.ts";
import { alertsInForce, listAlerts } from "./alerts-queries.ts";
import { capDocument, capFeed } from "./cap-feed.ts";
import { change, children, correct, dropCorrection, end, publish, publishCorrection, renew, write } from "./command-alert.ts";
import { picture } from "./picture.ts";
import { subscribe, subscriptionMeter, unsubscribe } from "./push/subscribe.ts";

/** The routes of this feature, each joined to its use case. */
export function alertsRoutes(deps: AlertsDeps): Served[] {
  const { db, push } = deps;
  const meter = subscriptionMeter();
  return [
    serve(alerts.list, async ({ at, query }) =>
      ok(await transaction(db, SYSTEM, (tx) => listAlerts(tx, at, query, deps.aloneMs), { readOnly: true })),
    ),
    serve(alerts.children, (call) => children(deps, call)),
    serve(alerts.write, (call) => write(deps, call)),
    serve(alerts.change, (call) => change(deps, call)),
    serve(alerts.publish, (call) => publish(deps, call)),
    serve(alerts.correct, (call) => correct(deps, call)),
    serve(alerts.publishCorrection, (call) => publishCorrection(deps, call)),
    serve(alerts.dropCorrection, (call) => dropCorrection(deps, call)),
    serve(alerts.renew, (call) => renew(deps, call)),
    serve(alerts.end, (call) => end(deps, call)),
    serve(alerts.inForce, async ({ at }) =>
      ok({
        alerts: await transaction(db, SYSTEM, (tx) => alertsInForce(tx, at), { readOnly: true }),
        pushKey: push?.keys.publicKey ?? null,
      }),
    ),
    serveBytes(alerts.capFeed, ({ at }) => capFeed(deps, at)),
    serveBytes(alerts.capDocument, (call) => capDocument(deps, call)),
    serveBytes(alerts.picture, (call) => picture(deps, call)),
    serve(alerts.subscribe, (call) => subscribe(deps, meter, call)),
    serve(alerts.unsubscribe, (call) => unsubscribe(deps, meter, call)),
  ];
}
