import type { bolos } from "@amaliyat/contract/bolos";
import type { ErrorCode } from "@amaliyat/contract/errors";
import type { BodyOf } from "@amaliyat/contract/route";
import { decideAlert, judgeNotice, mayNoteNotice, printableAlert, standingAt } from "@amaliyat/domain/bolos";
import { ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import type { Tx } from "../platform/database/index.ts";
import type { Call, Reply } from "../platform/http/index.ts";
import { readAlert } from "./rows/alerts-store.ts";
import type { KeptBolo } from "./rows/bolo-record.ts";
import type { BolosDeps } from "./bolos-deps.ts";
import { withBolo } from "./command-bolo.ts";
import { insertNotice, isUnitInService, type Addressee } from "./rows/notices-store.ts";

type Note = typeof bolos.noteNotice;
type Body = BodyOf<Note>;
type Refused = Refusal<ErrorCode>;

/** Addressee that a body names. */
const addresseeOf = (body: Body): Addressee =>
  "unitId" in body
    ? { unitId: body.unitId, name: null, alertId: null }
    : { unitId: null, name: body.name, alertId: "alertId" in body ? body.alertId : null };

/** Time of the telling: a unit is told now, anybody else at the given time, which is not of the future. */
const toldAtOf = (body: Body, at: number): Date => new Date("at" in body ? Math.min(at, Date.parse(body.at)) : at);

/** Refuses a unit that the caller does not see in service. */
const checkUnit = async (tx: Tx, unitId: string): Promise<Result<null, Refused>> =>
  (await isUnitInService(tx, unitId)) ? ok(null) : refuse({ code: "object.not_found" });

/** Refuses the text of an alert that may not leave the room. */
async function checkAlert(tx: Tx, { bolo }: KeptBolo, alertId: string, act: { at: number; by: string }): Promise<Result<null, Refused>> {
  const alert = await readAlert(tx, bolo.boloId, alertId);
  if (alert === null) return refuse({ code: "object.not_found" });
  const printable = printableAlert(alert, standingAt(bolo, act.at));
  if (!printable.ok) return printable;
  const decided = decideAlert(alert, { kind: "hand_over" }, act);
  return decided.ok ? ok(null) : decided;
}

/** Records that the caller told somebody of a BOLO, by any channel that a person notes. The room itself sends nothing. */
export async function noteNotice(deps: BolosDeps, { who, at, params, body }: Call<Note>): Promise<Reply<Note>> {
  const { channel } = body;
  if (!mayNoteNotice(channel, who.role)) return refuse({ code: "access.not_your_role" });
  const [to, toldAt, by] = [addresseeOf(body), toldAtOf(body, at), who.userId];
  const named = Object.fromEntries(Object.entries({ unitId: to.unitId, alertId: to.alertId }).filter(([, id]) => id !== null));
  return withBolo(deps, {
    who,
    at,
    ...params,
    type: "bolo.told",
    text: to.name,
    detail: { channel, at: toldAt.toISOString(), ...named },
    part: "told",
    work: async (tx, kept) => {
      const judged = judgeNotice(channel, standingAt(kept.bolo, at));
      if (!judged.ok) return judged;
      if (to.unitId !== null) {
        const checked = await checkUnit(tx, to.unitId);
        if (!checked.ok) return checked;
      }
      if (to.alertId !== null) {
        const checked = await checkAlert(tx, kept, to.alertId, { at, by });
        if (!checked.ok) return checked;
      }
      const noticeId = await insertNotice(tx, { ...to, ...params, channel, toldAt, notedAt: new Date(at), by });
      return ok({ ...kept, noticeId });
    },
  });
}
