import { z } from "zod";
import { notLogged, open } from "../route/access.ts";
import { id, MOST_INTEGER } from "../route/fields.ts";
import { route } from "../route/make.ts";
import { alertInForce, pushSubscription } from "./shapes.ts";

/** For phones: no account, and nothing that names anybody. */
export const publicAlertRoutes = {
  inForce: route({
    name: "alerts.inForce",
    method: "GET",
    path: "/api/allo/alerts",
    summary:
      "Public alerts in force now, newest first, and the key with which a phone subscribes to them (null: there is no push, ask again)",
    access: open("what the room tells everybody"),
    log: notLogged("what is told to everybody"),
    keptS: 30,
    reply: z.object({
      alerts: z.array(alertInForce).describe("The alerts in force, the newest first."),
      pushKey: z.string().nullable().describe("The key by which browsers subscribe; null where there is no push."),
    }),
  }),
  capFeed: route({
    name: "alerts.capFeed",
    method: "GET",
    path: "/api/allo/alerts/cap.atom",
    summary: "The same as an Atom feed (RFC 4287) of CAP 1.2 documents: what is in force, and for a day what was taken back",
    access: open("what the room tells everybody"),
    log: notLogged("what is told to everybody"),
    carriage: "bytes",
    keptS: 30,
  }),
  capDocument: route({
    name: "alerts.capDocument",
    method: "GET",
    path: "/api/allo/alerts/:publicAlertId/cap/:seq",
    summary: "The last message on an alert as CAP 1.2, in Arabic, French and English",
    access: open("what the room tells everybody"),
    log: notLogged("what is told to everybody"),
    carriage: "bytes",
    keptS: 30,
    params: z.object({ publicAlertId: id, seq: z.coerce.number().int().min(1).max(MOST_INTEGER) }),
    errors: ["object.not_found"],
  }),
  picture: route({
    name: "alerts.picture",
    method: "GET",
    path: "/api/allo/alerts/:publicAlertId/picture",
    summary: "The authorised picture of a missing child, while the alert on the child is in force",
    access: open("what the room tells everybody"),
    log: notLogged("what is told to everybody"),
    carriage: "bytes",
    keptS: 30,
    params: z.object({ publicAlertId: id.describe("The alert, as the list names it.") }),
    errors: ["object.not_found"],
  }),
  subscribe: route({
    name: "alerts.subscribe",
    method: "POST",
    path: "/api/allo/alerts/subscriptions",
    summary: "Tell a phone of public alerts by push; the same subscription given again replaces the earlier one",
    access: open("a citizen needs no account; an address at a push service names nobody"),
    log: notLogged("an address at a push service and the language of its reader; it is kept sealed and names nobody"),
    body: pushSubscription,
    errors: ["push.off", "push.host_not_allowed", "push.keys_malformed", "request.too_many"],
  }),
  unsubscribe: route({
    name: "alerts.unsubscribe",
    method: "POST",
    path: "/api/allo/alerts/unsubscriptions",
    summary: "Tell a phone no more: what is kept of its subscription is deleted",
    access: open("whoever knows the address at the push service is the phone itself"),
    log: notLogged("what it takes back is in no log either"),
    body: pushSubscription.pick({ endpoint: true }),
    errors: ["request.too_many"],
  }),
} as const;
