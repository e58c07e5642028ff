import { tidyReference } from "@amaliyat/domain/interventions";
import { useState, type ReactNode } from "react";
import { useText } from "../../text/use-text.ts";
import { Frame } from "../frame.tsx";
import { Icon } from "../../icons/icons.tsx";
import { goHome } from "../place.ts";
import { usePatrol } from "../../app/use-patrol.ts";

/** The crew heard of something by radio and takes it upon itself. */
export function TakeUp(): ReactNode {
  const t = useText();
  const patrol = usePatrol();
  const [said, setSaid] = useState("");
  const take = async (): Promise<void> => {
    if (said.trim() === "") return;
    await patrol.shift.do({ kind: "take_up", reference: tidyReference(said) });
    goHome();
  };
  const acts = (
    <button type="button" className="big" aria-disabled={said.trim() === ""} onClick={() => void take()}>
      <Icon name="check" />
      {t("takeUp.take")}
    </button>
  );
  return (
    <Frame title={t("takeUp.title")} acts={acts}>
      <label className="field">
        <span>{t("takeUp.reference")}</span>
        <input
          value={said}
          inputMode="numeric"
          maxLength={40}
          dir="ltr"
          autoComplete="off"
          onChange={(event) => setSaid(event.target.value)}
        />
      </label>
      <p className="hint">{t("takeUp.hint")}</p>
      <button type="button" className="quiet" onClick={goHome}>
        {t("back")}
      </button>
    </Frame>
  );
}
