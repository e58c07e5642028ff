import type { LogType } from "@amaliyat/contract/audit";
import type { bolos } from "@amaliyat/contract/bolos";
import { decideAlert, printableAlert, proposeAlert, standingAt, type AlertCommand } from "@amaliyat/domain/bolos";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { randomUUID } from "node:crypto";
import { settle } from "../audit/index.ts";
import { judgeAsPerson, scopeOf } from "../identity/index.ts";
import { refusable } from "../platform/command/index.ts";
import { isUniqueViolation, transaction, type Tx } from "../platform/database/index.ts";
import type { Call, Caller, Reply } from "../platform/http/index.ts";
import { insertAlert, updateAlert, readAlert } from "./rows/alerts-store.ts";
import type { BolosDeps } from "./bolos-deps.ts";
import { lockBolo } from "./rows/bolos-store.ts";
import { withBolo } from "./command-bolo.ts";
import { pictureById } from "./rows/pictures-store.ts";
import { boloSubject } from "./subjects.ts";

type Propose = typeof bolos.proposeAlert;

/** Prepares an alert; nothing leaves the room by it. */
export async function propose(deps: BolosDeps, { who, at, params, body }: Call<Propose>): Promise<Reply<Propose>> {
  const alertId = randomUUID();
  try {
    return await withBolo(deps, {
      who,
      at,
      ...params,
      type: "alert.proposed",
      text: body.area,
      detail: { alertId, texts: { ar: body.ar, fr: body.fr } },
      work: async (tx, kept) => {
        const alert = proposeAlert({ ...kept.bolo, standing: standingAt(kept.bolo, at) }, body, { at, by: who.userId });
        if (!alert.ok) return alert;
        const picture = body.pictureId === null ? null : await pictureById(tx, body.pictureId);
        if (body.pictureId !== null && (picture?.boloId !== params.boloId || picture.isDocument))
          return refuse({ code: "object.not_found" });
        if (picture !== null && picture.erasedAt !== null) return refuse({ code: "photo.gone" });
        await insertAlert(tx, params.boloId, alertId, alert.value);
        return ok(kept);
      },
    });
  } catch (cause) {
    if (!isUniqueViolation(cause, "child_alert_open")) throw cause;
    return refuse({ code: "alert.another_open" });
  }
}

type Step = {
  readonly who: Caller;
  readonly at: number;
  readonly params: { readonly boloId: string; readonly alertId: string };
  readonly type: LogType;
  readonly text?: string;
  readonly detail?: Readonly<Record<string, unknown>>;
  readonly command: AlertCommand;
  /** Keeps what follows from the step, in its transaction. */
  readonly also?: (tx: Tx) => Promise<void>;
};

const step = (deps: BolosDeps, { who, at, params, type, text, detail, command, also }: Step) =>
  withBolo(deps, {
    who,
    at,
    boloId: params.boloId,
    type,
    text: text ?? null,
    detail: { alertId: params.alertId, ...detail },
    work: async (tx, kept) => {
      const alert = await readAlert(tx, params.boloId, params.alertId);
      if (alert === null) return refuse({ code: "object.not_found" });
      const decided = await judgeAsPerson(tx, who.userId, (by) => decideAlert(alert, command, { at, by }));
      if (!decided.ok) return decided;
      await updateAlert(tx, params.alertId, decided.value);
      await also?.(tx);
      return ok(kept);
    },
  });

export const check = (deps: BolosDeps, call: Call<typeof bolos.checkAlert>): Promise<Reply<typeof bolos.checkAlert>> =>
  step(deps, { ...call, type: "alert.checked", command: { kind: "check" } });

export const decide = (deps: BolosDeps, call: Call<typeof bolos.decideAlert>): Promise<Reply<typeof bolos.decideAlert>> => {
  const decision = { ...call.body, decidedAt: Date.parse(call.body.decidedAt) };
  const text = `${decision.prosecutor} · ${decision.reference}`;
  return step(deps, { ...call, type: "alert.decided", text, detail: call.body, command: { kind: "decide", decision } });
};

export const withdraw = (deps: BolosDeps, call: Call<typeof bolos.withdrawAlert>): Promise<Reply<typeof bolos.withdrawAlert>> => {
  const { reason } = call.body;
  return step(deps, {
    ...call,
    type: "alert.withdrawn",
    text: reason,
    command: { kind: "withdraw", reason },
    also: async (tx) => deps.onChildOver?.(tx, { ...call, childAlertIds: [call.params.alertId], reason }),
  });
};

/** The texts as they were proposed, for whoever checks them. */
export async function draft({ db }: BolosDeps, { who, params }: Call<typeof bolos.alertDraft>): Promise<Reply<typeof bolos.alertDraft>> {
  const alert = await transaction(db, scopeOf(who), (tx) => readAlert(tx, params.boloId, params.alertId), { readOnly: true });
  return alert === null ? refuse({ code: "object.not_found" }) : ok({ ar: alert.ar, fr: alert.fr });
}

/** The text that may leave the room; each time that it is taken stands in the log. */
export async function text({ db }: BolosDeps, { who, at, params }: Call<typeof bolos.alertText>): Promise<Reply<typeof bolos.alertText>> {
  return refusable(db, scopeOf(who), async (tx) => {
    const kept = await lockBolo(tx, params.boloId);
    const alert = kept === null ? null : await readAlert(tx, params.boloId, params.alertId);
    if (kept === null || alert === null) return refuse({ code: "object.not_found" });
    const printable = printableAlert(alert, standingAt(kept.bolo, at));
    if (!printable.ok) return printable;
    if (alert.decision === null) throw new Error("an authorised alert has no decision");
    const { prosecutor, reference, decidedAt } = alert.decision;
    await settle(
      tx,
      { who, at },
      {
        type: "alert.text_taken",
        about: boloSubject({ ...kept.bolo, reference: kept.reference }),
        detail: { reference: kept.reference, alertId: params.alertId, authorisation: reference },
      },
    );
    return ok({
      ...printable.value,
      prosecutor,
      reference,
      decidedAt: new Date(decidedAt).toISOString(),
    });
  });
}
