import type { shifts } from "@amaliyat/contract/shifts";
import { checkLimits, LIMIT_CODES } from "@amaliyat/domain/shifts";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { settle, subjectById } from "../audit/index.ts";
import { scopeOf } from "../identity/index.ts";
import { refusable } from "../platform/command/index.ts";
import { isUniqueViolation, transaction, type Db } from "../platform/database/index.ts";
import type { Call, Reply } from "../platform/http/index.ts";
import { currentLimits, insertLimits } from "./rows/limits-store.ts";
import { tellingOfPart } from "./tell-shift.ts";

export const limits = async (db: Db, { who }: Call<typeof shifts.limits>): Promise<Reply<typeof shifts.limits>> =>
  ok(await transaction(db, scopeOf(who), currentLimits, { readOnly: true }));

/** Sets the limits of the room; the log says each that changed, from what to what. */
export async function setLimits(db: Db, { who, at, body }: Call<typeof shifts.setLimits>): Promise<Reply<typeof shifts.setLimits>> {
  const checked = checkLimits(body.values);
  if (!checked.ok) return checked;
  try {
    return await refusable(db, scopeOf(who), async (tx) => {
      const before = await currentLimits(tx);
      if (before.version !== body.version) return refuse({ code: "limit.changed_meanwhile" });
      await insertLimits(tx, before.version + 1, new Date(at), who.userId, checked.value);
      const changed = LIMIT_CODES.filter((code) => before.values[code] !== checked.value[code]);
      await settle(
        tx,
        { who, at },
        {
          type: "limits.changed",
          about: subjectById("limits", String(before.version + 1)),
          detail: Object.fromEntries(changed.map((code) => [code, { from: before.values[code], to: checked.value[code] }])),
        },
        [tellingOfPart("limits", null)],
      );
      return ok(await currentLimits(tx));
    });
  } catch (cause) {
    if (isUniqueViolation(cause, "limit_set_pkey")) return refuse({ code: "limit.changed_meanwhile" });
    throw cause;
  }
}
