import { givenOf, type alerts, type PublicAlertRow } from "@amaliyat/contract/alerts";
import type { LogType } from "@amaliyat/contract/audit";
import type { ErrorCode } from "@amaliyat/contract/errors";
import {
  decidePublicAlert,
  writePublicAlert,
  type AuthorisedText,
  type PublicAlert,
  type PublicAlertCommand,
} from "@amaliyat/domain/alerts";
import { formatReference, referenceYear } from "@amaliyat/domain/interventions";
import { ok, type Refusal, type Result } from "@amaliyat/domain/kernel";
import { randomUUID } from "node:crypto";
import { command, settle, type Logged } from "../audit/index.ts";
import { authorisedAlerts, type OnChildOver, type OnChildSpan } from "../bolos/index.ts";
import { judgeAsPerson, scopeOf } from "../identity/index.ts";
import { refusable } from "../platform/command/index.ts";
import { asRoom, transaction, type Tx } from "../platform/database/index.ts";
import type { Call, Caller, Reply } from "../platform/http/index.ts";
import { tell, type Telling } from "../platform/live/index.ts";
import type { AlertsDeps } from "./alerts-deps.ts";
import { alertById, alertsOfChildren, childrenTold } from "./alerts-queries.ts";
import { upsertAlert, lockAlert, nextAlertNumber, type KeptAlert } from "./alerts-store.ts";
import { addMessage } from "./messages-store.ts";
import { enqueuePush } from "./push/push-job.ts";
import { alertSubject } from "./subjects.ts";

type Refused = Refusal<ErrorCode>;
type Acting = { readonly who: Caller; readonly at: number };

/** Stores an alert; returns its row. */
async function stored(tx: Tx, { aloneMs }: Pick<AlertsDeps, "aloneMs">, at: number, kept: KeptAlert): Promise<PublicAlertRow> {
  await upsertAlert(tx, kept);
  const row = await asRoom(tx, () => alertById(tx, at, kept.alert.alertId, aloneMs));
  if (row === null) throw new Error("an alert vanished");
  return row;
}

const tellingOf = (row: PublicAlertRow): Telling => ({ happening: { topic: "public_alert", row }, sectorId: null });

/** The author's answer that its words are about no missing child: it stands in the log with the text, and with its publication. */
function answerIn(alert: PublicAlert, type: LogType): { readonly answer?: string } {
  const isProposed = type === "public_alert.correction_proposed" && alert.state === "published";
  const noChild = (isProposed ? alert.correction?.said : alert.said)?.noChild;
  return noChild ? { answer: noChild.words } : {};
}

const logged = ({ alert, reference }: KeptAlert, type: LogType, detail: Readonly<Record<string, unknown>>): Logged => ({
  type,
  about: alertSubject({ alertId: alert.alertId, reference }),
  detail: { reference, version: alert.version, kind: alert.said.kind, ...answerIn(alert, type), ...detail },
});

/** Stores an alert outside of a command on it, logs and tells it. */
async function writeAlert(
  deps: Pick<AlertsDeps, "aloneMs">,
  tx: Tx,
  by: Acting,
  kept: KeptAlert,
  type: LogType,
  detail: Readonly<Record<string, unknown>>,
): Promise<PublicAlertRow> {
  const row = await stored(tx, deps, by.at, kept);
  await settle(tx, by, logged(kept, type, detail), [tellingOf(row)]);
  return row;
}

/** The text of a child alert that the caller sees, while it may leave the room. */
const textSeen = async (tx: Tx, at: number, childAlertId: string | null): Promise<AuthorisedText | null> =>
  childAlertId === null ? null : ((await authorisedAlerts(tx, at, [childAlertId]))[0] ?? null);

type Write = typeof alerts.write;

/** Writes a draft. On a missing child it takes the text of a child alert that its author sees. */
export function write(deps: AlertsDeps, { who, at, body }: Call<Write>): Promise<Reply<Write>> {
  return refusable(deps.db, scopeOf(who), async (tx) => {
    const authorised = await textSeen(tx, at, body.childAlertId);
    const alert = writePublicAlert(randomUUID(), givenOf(body, { at, by: who.userId }), authorised, { at, by: who.userId });
    if (!alert.ok) return alert;
    const year = referenceYear(at);
    const reference = `A-${formatReference({ year, number: await nextAlertNumber(tx, year) })}`;
    const kept = { alert: alert.value, reference, corrected: null };
    return ok(await writeAlert(deps, tx, { who, at }, kept, "public_alert.written", { texts: alert.value.said.texts }));
  });
}

type Asked = Acting & {
  readonly params: { readonly publicAlertId: string };
  readonly version: number;
  readonly type: LogType;
  readonly command: PublicAlertCommand;
  readonly detail?: Readonly<Record<string, unknown>>;
  /** Extra step in the same transaction: the messages for telephones. */
  readonly also?: (tx: Tx, kept: KeptAlert, before: KeptAlert) => Promise<void>;
};

/** One command on an alert under its lock. */
function commandAlert(deps: AlertsDeps, asked: Asked): Promise<Result<PublicAlertRow, Refused>> {
  const { who, at, params, version, type, command: given, detail = {}, also } = asked;
  const { aloneMs } = deps;
  return refusable(deps.db, scopeOf(who), (tx) =>
    command(tx, asked, {
      lock: () => lockAlert(tx, params.publicAlertId),
      decide: async (_tx, before) => {
        // A text is taken only of a child alert that one sees; whether the prosecutor's leave of one that was taken stands is a fact of the room.
        const authorised = await (given.kind === "change"
          ? textSeen(tx, at, given.given.childAlertId)
          : asRoom(tx, () => textSeen(tx, at, before.alert.said.childAlertId)));
        return judgeAsPerson(tx, who.userId, (by) =>
          decidePublicAlert(before.alert, given, { at, by, seenVersion: version, authorised, aloneMs }),
        );
      },
      store: async (_tx, before, alert) => {
        const corrected = given.kind === "publish_correction" ? { at, by: who.userId } : before.corrected;
        const kept = { ...before, alert, corrected };
        await also?.(tx, kept, before);
        return ok({ kept, row: await stored(tx, deps, at, kept) });
      },
      publish: (_tx, { row }) => [tellingOf(row)],
      answer: (_tx, { row }) => row,
      log: ({ kept }, before) => {
        // Both texts stand in the log: what was told, and what is told now.
        const both = [before.alert.said.texts, kept.alert.said.texts];
        return logged(kept, type, { ...(given.kind === "publish_correction" ? { texts: both } : {}), ...detail });
      },
    }),
  );
}

/** Words and facts of a published alert, with the span in which phones show it. */
const saidNow = ({ said, publication: { from, until } }: Extract<PublicAlert, { state: "published" }>) => ({ ...said, from, until });

export function change(deps: AlertsDeps, call: Call<typeof alerts.change>): Promise<Reply<typeof alerts.change>> {
  const { version, ...body } = call.body;
  const given = givenOf(body, { at: call.at, by: call.who.userId });
  return commandAlert(deps, {
    ...call,
    version,
    type: "public_alert.changed",
    command: { kind: "change", given },
    detail: { texts: given.texts },
  });
}

/** Publishes a draft. Telephones are told when it begins. */
export function publish(deps: AlertsDeps, call: Call<typeof alerts.publish>): Promise<Reply<typeof alerts.publish>> {
  return commandAlert(deps, {
    ...call,
    version: call.body.version,
    type: "public_alert.published",
    command: { kind: "publish" },
    also: async (tx, { alert }) => {
      if (alert.state !== "published") return;
      await addMessage(tx, alert.alertId, "Alert", call.at, saidNow(alert));
      if (deps.push === null) return;
      await enqueuePush(tx, { alertId: alert.alertId, event: "published" }, new Date(alert.publication.from));
    },
  });
}

export function renew(deps: AlertsDeps, call: Call<typeof alerts.renew>): Promise<Reply<typeof alerts.renew>> {
  const { version, until } = call.body;
  const command = { kind: "renew", until: Date.parse(until) } as const;
  return commandAlert(deps, {
    ...call,
    version,
    type: "public_alert.renewed",
    command,
    detail: { until },
    also: async (tx, { alert }) => {
      if (alert.state === "published") await addMessage(tx, alert.alertId, "Update", call.at, saidNow(alert));
    },
  });
}

/** Proposes a correction; phones show what they showed until another person publishes it. */
export function correct(deps: AlertsDeps, call: Call<typeof alerts.correct>): Promise<Reply<typeof alerts.correct>> {
  const { version, ...body } = call.body;
  const given = givenOf(body, { at: call.at, by: call.who.userId });
  return commandAlert(deps, {
    ...call,
    version,
    type: "public_alert.correction_proposed",
    command: { kind: "correct", given },
    detail: { texts: given.texts, until: body.until },
  });
}

/** Publishes a correction. Telephones that were told get it in the place of what they have. */
export function publishCorrection(
  deps: AlertsDeps,
  call: Call<typeof alerts.publishCorrection>,
): Promise<Reply<typeof alerts.publishCorrection>> {
  return commandAlert(deps, {
    ...call,
    version: call.body.version,
    type: "public_alert.corrected",
    command: { kind: "publish_correction" },
    also: async (tx, { alert }) => {
      if (alert.state !== "published") return;
      await addMessage(tx, alert.alertId, "Update", call.at, saidNow(alert));
      // One that has not begun is told by the message that waits for its beginning.
      if (deps.push !== null && alert.publication.from <= call.at)
        await enqueuePush(tx, { alertId: alert.alertId, event: "published" }, new Date(call.at));
    },
  });
}

export function dropCorrection(deps: AlertsDeps, call: Call<typeof alerts.dropCorrection>): Promise<Reply<typeof alerts.dropCorrection>> {
  const { version } = call.body;
  return commandAlert(deps, { ...call, version, type: "public_alert.correction_dropped", command: { kind: "drop_correction" } });
}

/** Ends it. Telephones that were told are told that it is over. */
export function end(deps: AlertsDeps, call: Call<typeof alerts.end>): Promise<Reply<typeof alerts.end>> {
  const { version, reason } = call.body;
  return commandAlert(deps, {
    ...call,
    version,
    type: "public_alert.ended",
    command: { kind: "end", reason },
    detail: { reason },
    also: (tx, _after, before) => tellEnded(deps, tx, call.at, before),
  });
}

/** Takes it back from the feed, and from telephones if it had begun. */
async function tellEnded({ push }: Pick<AlertsDeps, "push">, tx: Tx, at: number, { alert }: KeptAlert): Promise<void> {
  if (alert.state !== "published") return;
  await addMessage(tx, alert.alertId, "Cancel", at, saidNow(alert));
  if (push !== null && alert.publication.from <= at) await enqueuePush(tx, { alertId: alert.alertId, event: "ended" }, new Date(at));
}

/** Ends what the public is told of children who are looked for no longer: the room's screens and telephones are told in the same breath. */
export const endAlertsOfChildren =
  (deps: Pick<AlertsDeps, "push" | "aloneMs">): OnChildOver =>
  async (tx, { who, at, childAlertIds, reason }) => {
    for (const alertId of await alertsOfChildren(tx, at, childAlertIds)) {
      const before = await lockAlert(tx, alertId);
      if (before === null) continue;
      const circumstances = { at, by: who.userId, seenVersion: before.alert.version, authorised: null, aloneMs: deps.aloneMs };
      const decided = decidePublicAlert(before.alert, { kind: "end", reason }, circumstances);
      if (!decided.ok) continue;
      const after = { ...before, alert: decided.value };
      await tellEnded(deps, tx, at, before);
      await writeAlert(deps, tx, { who, at }, after, "public_alert.ended", { reason });
    }
  };

/** Tells the screens of published alerts on children whose BOLO expired or was renewed: phones show them no longer, or again. */
export const tellAlertsOfChildren =
  ({ aloneMs }: Pick<AlertsDeps, "aloneMs">): OnChildSpan =>
  (tx, { at, childAlertIds }) =>
    asRoom(tx, async () => {
      for (const alertId of await alertsOfChildren(tx, at, childAlertIds)) {
        const row = await alertById(tx, at, alertId, aloneMs);
        if (row !== null) await tell(tx, at, [{ happening: { topic: "public_alert", row }, sectorId: null }]);
      }
    });

/** The authorised texts that nobody has told yet; that they were read stands in the log. */
export function children({ db }: AlertsDeps, { who, at }: Call<typeof alerts.children>): Promise<Reply<typeof alerts.children>> {
  return transaction(db, scopeOf(who), async (tx) => {
    const told = await childrenTold(tx, at);
    const found = (await authorisedAlerts(tx, at, null)).filter(({ childAlertId }) => !told.has(childAlertId));
    const alertIds = found.map(({ childAlertId }) => childAlertId);
    await settle(tx, { who, at }, { type: "public_alert.child_texts_read", about: null, detail: { alertIds } });
    return ok(found);
  });
}
