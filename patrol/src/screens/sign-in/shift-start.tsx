import { UNIT_KIND_LABELS } from "@amaliyat/domain/dispatch";
import { useActionState, type ReactNode } from "react";
import { useLabel, useText } from "../../text/use-text.ts";
import type { Duty } from "@amaliyat/contract/dispatch";
import { Panic, PanicState } from "../panic.tsx";
import { SignInNotices } from "./sign-in-notices.tsx";
import { typed } from "./form-text.ts";
import { usePatrol } from "../../app/use-patrol.ts";

/** The crew sees which unit it is, and says with which vehicle it goes out and who it is. */
export function ShiftStart({ unit }: { readonly unit: Duty["unit"] }): ReactNode {
  const t = useText();
  const label = useLabel();
  const patrol = usePatrol();
  const begin = async (_: null, form: FormData): Promise<null> => {
    const crew = typed(form, "crew")
      .split("\n")
      .flatMap((name) => name.trim().slice(0, 100) || []);
    if (typeof Notification !== "undefined" && Notification.permission === "default") void Notification.requestPermission();
    await patrol.shift.goOut(unit.unitId, typed(form, "vehicle").trim() || null, crew.slice(0, 12));
    return null;
  };
  const [, submit, busy] = useActionState(begin, null);
  return (
    <div className="frame">
      <div role="status">
        <SignInNotices />
      </div>
      <PanicState />
      <main className="plain">
        <h1>{t("shift.title")}</h1>
        <p className="unit-code">
          <strong>{t("unit.name", { code: unit.code })}</strong>
          <span>{label(UNIT_KIND_LABELS[unit.kind])}</span>
        </p>
        <form action={submit} className="form">
          <label>
            <span>{t("shift.vehicle")}</span>
            <input name="vehicle" maxLength={60} defaultValue={unit.vehicle ?? ""} dir="auto" autoComplete="off" />
          </label>
          <label>
            <span>{t("shift.crew")}</span>
            <textarea name="crew" rows={3} defaultValue={unit.crew.join("\n")} dir="auto" />
          </label>
          <p className="hint">{t("shift.position")}</p>
          <button type="submit" className="big" disabled={busy}>
            {t("shift.begin")}
          </button>
          <button type="button" className="quiet" onClick={() => void patrol.signOut()}>
            {t("shift.notMine")}
          </button>
        </form>
      </main>
      <footer className="acts">
        <Panic />
      </footer>
    </div>
  );
}
