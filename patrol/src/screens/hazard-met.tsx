import { isSaid } from "@amaliyat/domain/kernel";
import { HAZARD_KIND_LABELS, HAZARD_KINDS, type HazardKind } from "@amaliyat/domain/places";
import { useState, type ReactNode } from "react";
import { usePatrol, useWork } from "../app/use-patrol.ts";
import { useLabel, useText } from "../text/use-text.ts";
import { Frame } from "./frame.tsx";
import { Icon } from "../icons/icons.tsx";
import { goHome } from "./place.ts";
import { SpokenText } from "./spoken-text.tsx";

/** The crew meets a danger: the next crew here is warned. It goes by the outbox, with or without a link. */
export function HazardMet(): ReactNode {
  const t = useText();
  const label = useLabel();
  const patrol = usePatrol();
  const { fix } = useWork();
  const [what, choose] = useState<HazardKind>("weapon");
  const [words, setWords] = useState("");
  const [atHome, setAtHome] = useState(false);
  const isReady = fix !== null && isSaid(words);
  const send = async (): Promise<void> => {
    if (fix === null || !isReady) return;
    const place = { lat: fix.lat, lon: fix.lon };
    await patrol.shift.do({ kind: "hazard", what, words: words.trim(), place, atHome });
    goHome();
  };
  const acts = (
    <button type="button" className="big" aria-disabled={!isReady} onClick={() => void send()}>
      <Icon name="check" />
      {fix === null ? t("flagDown.noPlace") : t("hazardMet.send")}
    </button>
  );
  return (
    <Frame title={t("hazardMet.title")} acts={acts}>
      <label className="field">
        <span>{t("hazardMet.what")}</span>
        <select value={what} onChange={({ target }) => choose(HAZARD_KINDS.find((kind) => kind === target.value) ?? "weapon")}>
          {HAZARD_KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {label(HAZARD_KIND_LABELS[kind])}
            </option>
          ))}
        </select>
      </label>
      <SpokenText label={t("hazardMet.words")} value={words} onChange={setWords} rows={3} />
      <label className="field">
        <span>{t("hazardMet.where")}</span>
        <select value={atHome ? "home" : "street"} onChange={({ target }) => setAtHome(target.value === "home")}>
          <option value="street">{t("hazardMet.street")}</option>
          <option value="home">{t("hazardMet.home")}</option>
        </select>
      </label>
      <p className="hint">{t("hazardMet.hint")}</p>
      <button type="button" className="quiet" onClick={goHome}>
        {t("back")}
      </button>
    </Frame>
  );
}
