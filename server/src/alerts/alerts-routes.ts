import { alerts } from "@amaliyat/contract/alerts";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { SYSTEM, transaction } from "../platform/database/index.ts";
import { serve, serveBytes, type Served, type BytesReply, type Call } from "../platform/http/index.ts";
import type { AlertsDeps } from "./alerts-deps.ts";
import { alertsInForce, listAlerts, pictureInForce } from "./alerts-queries.ts";
import { capDocument, capFeed } from "./cap-feed.ts";
import { change, children, correct, dropCorrection, end, publish, publishCorrection, renew, write } from "./command-alert.ts";
import { subscribe, subscriptionMeter, unsubscribe } from "./push/subscribe.ts";
import { authorisedPicture } from "../bolos/index.ts";

/** The authorised picture of a missing child, as long as phones show the alert. */
async function picture({ db, bolos }: AlertsDeps, { at, params }: Call<typeof alerts.picture>): Promise<BytesReply> {
  const pictureId = await transaction(db, SYSTEM, (tx) => pictureInForce(tx, at, params.publicAlertId), { readOnly: true });
  const found = pictureId === null ? null : await authorisedPicture(bolos, pictureId);
  if (found === null) return refuse({ code: "object.not_found" });
  return ok({ type: found.type, body: found.bytes, headers: { "content-length": String(found.bytes.length) } });
}

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
