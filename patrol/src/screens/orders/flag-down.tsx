import { CATEGORIES, isSubcategory, SUBCATEGORIES, type SubcategoryCode } from "@amaliyat/domain/interventions";
import { useState, type ReactNode } from "react";
import { ownName } from "../../outbox/act.ts";
import { useLabel, useText } from "../../text/use-text.ts";
import { Frame } from "../frame.tsx";
import { Icon } from "../../icons/icons.tsx";
import { goHome } from "../place.ts";
import { SpokenText } from "../spoken-text.tsx";
import { usePatrol, useWork } from "../../app/use-patrol.ts";

/** The crew meets something: an intervention is opened at its place. Its category may be left open; the place may not. */
export function FlagDown(): ReactNode {
  const t = useText();
  const label = useLabel();
  const patrol = usePatrol();
  const { fix } = useWork();
  const [subcategory, choose] = useState<SubcategoryCode | null>(null);
  const [note, setNote] = useState("");
  const open = async (): Promise<void> => {
    if (fix === null) return;
    const place = { lat: fix.lat, lon: fix.lon };
    await patrol.shift.do({ kind: "flag_down", order: ownName(), place, subcategory, note: note.trim() || null });
    goHome();
  };
  const acts = (
    <button type="button" className="big" aria-disabled={fix === null} onClick={() => void open()}>
      <Icon name="flag" />
      {fix === null ? t("flagDown.noPlace") : t("flagDown.open")}
    </button>
  );
  return (
    <Frame title={t("flagDown.title")} acts={acts}>
      <label className="field">
        <span>{t("flagDown.what")}</span>
        <select value={subcategory ?? ""} onChange={({ target }) => choose(isSubcategory(target.value) ? target.value : null)}>
          <option value="">{t("flagDown.unknown")}</option>
          {CATEGORIES.map((category) => (
            <optgroup key={category.code} label={label(category.labels)}>
              {SUBCATEGORIES.filter(({ code }) => code.startsWith(`${category.code}.`)).map((each) => (
                <option key={each.code} value={each.code}>
                  {label(each.labels)}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      </label>
      <SpokenText label={t("flagDown.note")} value={note} onChange={setNote} rows={3} />
      <button type="button" className="quiet" onClick={goHome}>
        {t("back")}
      </button>
    </Frame>
  );
}
