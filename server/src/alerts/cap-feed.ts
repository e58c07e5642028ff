import { alerts } from "@amaliyat/contract/alerts";
import { address } from "@amaliyat/contract/route";
import { atomOfAlerts, capOfAlert, type AlertMessage, type FeedEntry } from "@amaliyat/domain/alerts";
import { DAY_MS } from "@amaliyat/domain/calendar";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { SYSTEM, transaction, type Tx } from "../platform/database/index.ts";
import type { BytesReply, Call } from "../platform/http/index.ts";
import type { AlertsDeps } from "./alerts-deps.ts";
import { referencesOf, shownNow } from "./alerts-queries.ts";
import { cancelledSince, messagesOf } from "./messages-store.ts";

/** Time for which a cancellation stays in the feed, so that a reader that was offline for a day still receives it. */
const CANCELLED_MS = DAY_MS;

type Told = { readonly alertId: string; readonly messages: readonly AlertMessage[]; readonly last: AlertMessage };

/**
 * Alerts of the feed at a moment: those that phones show, and those cancelled within `CANCELLED_MS`. A cancelled alert that never began is
 * left out: nobody was told of it.
 */
async function toldNow(tx: Tx, at: number): Promise<Told[]> {
  const inForce = (await shownNow(tx, at)).map(({ alertId }) => alertId);
  const cancelled = await cancelledSince(tx, new Date(at - CANCELLED_MS));
  const references = await referencesOf(tx, [...inForce, ...cancelled]);
  const told: Told[] = [];
  for (const { alertId, reference, began } of references) {
    const messages = await messagesOf(tx, alertId, reference);
    const last = messages.at(-1);
    if (last !== undefined && began <= (last.act === "Cancel" ? last.at : at)) told.push({ alertId, messages, last });
  }
  return told.toSorted((one, other) => other.last.at - one.last.at);
}

const bytes = (type: string, text: string): BytesReply => {
  const body = Buffer.from(text, "utf8");
  return ok({ type, body, headers: { "content-length": String(body.length) } });
};

/** The feed: one entry an alert, with its last message. */
export async function capFeed({ db, sender }: AlertsDeps, at: number): Promise<BytesReply> {
  const told = await transaction(db, SYSTEM, (tx) => toldNow(tx, at), { readOnly: true });
  const entries: FeedEntry[] = told.map(({ alertId, last }) => ({
    alertId,
    message: last,
    href: address(alerts.capDocument, { publicAlertId: alertId, seq: last.seq }, undefined),
  }));
  return bytes(
    "application/atom+xml; charset=utf-8",
    atomOfAlerts(sender, entries, told[0]?.last.at ?? at, address(alerts.capFeed, undefined, undefined)),
  );
}

/** One message as CAP 1.2, while it is the last on its alert. An earlier one is told no more: its words were taken back. */
export async function capDocument({ db, sender }: AlertsDeps, { at, params }: Call<typeof alerts.capDocument>): Promise<BytesReply> {
  const told = await transaction(db, SYSTEM, (tx) => toldNow(tx, at), { readOnly: true });
  const found = told.find(({ alertId, last }) => alertId === params.publicAlertId && last.seq === params.seq);
  if (found === undefined) return refuse({ code: "object.not_found" });
  return bytes("application/cap+xml; charset=utf-8", capOfAlert(sender, found.last, found.messages.slice(0, -1)));
}
