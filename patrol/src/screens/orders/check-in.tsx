import type { Duty } from "@amaliyat/contract/dispatch";
import { ACTIVITIES, ACTIVITY_LABELS, type Activity } from "@amaliyat/domain/dispatch";
import type { ChangeEvent, ReactNode } from "react";
import { clock } from "../../text/format.ts";
import { useLabel, useLanguage, useText } from "../../text/use-text.ts";
import { Icon } from "../../icons/icons.tsx";
import { useNow, usePatrol } from "../../app/use-patrol.ts";

/** A crew on scene reports now and then that all is well, with its activity. The due time stands beside it. */
export function CheckIn({ unit }: { readonly unit: Duty["unit"] }): ReactNode {
  const t = useText();
  const label = useLabel();
  const language = useLanguage();
  const patrol = usePatrol();
  const now = useNow(5000);
  if (unit.checkInDue === null) return null;
  const due = Date.parse(unit.checkInDue);
  const say = (activity: Activity | null | undefined): void => void patrol.shift.do({ kind: "hear", unit: unit.unitId, activity });
  const chosen = (event: ChangeEvent<HTMLSelectElement>): void => say(ACTIVITIES.find((each) => each === event.target.value) ?? null);
  return (
    <section className="check-in" data-late={now > due}>
      <button type="button" className="quiet" onClick={() => say(undefined)}>
        <Icon name="check" />
        {t("checkIn.well")}
      </button>
      <p className="hint">
        {now > due ? t("checkIn.late", { time: clock(language, due) }) : t("checkIn.due", { time: clock(language, due) })}
      </p>
      <label>
        <span className="hidden">{t("checkIn.activity")}</span>
        <select value={unit.activity ?? ""} onChange={chosen}>
          <option value="">{t("checkIn.noActivity")}</option>
          {ACTIVITIES.map((each) => (
            <option key={each} value={each}>
              {label(ACTIVITY_LABELS[each])}
            </option>
          ))}
        </select>
      </label>
    </section>
  );
}
