import { isSaid } from "@amaliyat/domain/kernel";
import { useState, type ReactNode } from "react";
import type { Order } from "../../duty/apply.ts";
import { useText } from "../../text/use-text.ts";
import { Frame } from "../frame.tsx";
import { goHome } from "../place.ts";
import { usePatrol } from "../../app/use-patrol.ts";

/** A crew that cannot go says why: one of four, or in its own words. */
export function Refuse({ order }: { readonly order: Order }): ReactNode {
  const t = useText();
  const patrol = usePatrol();
  const [words, setWords] = useState("");
  const refuse = async (reason: string): Promise<void> => {
    if (!isSaid(reason)) return;
    await patrol.shift.do({ kind: "refuse", order: order.assignmentId, reason: reason.trim().slice(0, 200) });
    goHome();
  };
  const reasons = [t("refuse.busy"), t("refuse.vehicle"), t("refuse.far"), t("refuse.escort")];
  return (
    <Frame title={t("refuse.title")}>
      <ul className="list">
        {reasons.map((each) => (
          <li key={each}>
            <button type="button" className="entry" onClick={() => void refuse(each)}>
              {each}
            </button>
          </li>
        ))}
      </ul>
      <label className="field">
        <span>{t("refuse.other")}</span>
        <input value={words} maxLength={200} dir="auto" onChange={(event) => setWords(event.target.value)} />
      </label>
      <div className="row">
        <button type="button" className="quiet" aria-disabled={!isSaid(words)} onClick={() => void refuse(words)}>
          {t("refuse.send")}
        </button>
        <button type="button" className="quiet" onClick={goHome}>
          {t("back")}
        </button>
      </div>
    </Frame>
  );
}
