import type { Disposition, DispositionCode } from "@amaliyat/domain/interventions";
import { subcategory } from "@amaliyat/domain/interventions";
import { useState, type ReactNode } from "react";
import type { Order } from "../../duty/apply.ts";
import { outcomesFor } from "../../duty/ready-outcomes.ts";
import { useLabel, useText } from "../../text/use-text.ts";
import { Frame } from "../frame.tsx";
import { Icon } from "../../icons/icons.tsx";
import { goHome } from "../place.ts";
import { PhotoButton } from "./photo-button.tsx";
import { SpokenText } from "../spoken-text.tsx";
import { usePatrol } from "../../app/use-patrol.ts";

type ListProps = { readonly of: readonly Disposition[]; readonly chosen: string | null; readonly choose: (code: DispositionCode) => void };

function Dispositions({ of, chosen, choose }: ListProps): ReactNode {
  const label = useLabel();
  return of.map((each) => (
    <label key={each.code} className="option">
      <input type="radio" name="disposition" checked={each.code === chosen} onChange={() => choose(each.code)} />
      <span>{label(each.labels)}</span>
    </label>
  ));
}

/** Outcome: one of four that fit, or any other; whether anybody was hurt; a word. Then the crew is free. */
export function Outcome({ order }: { readonly order: Order }): ReactNode {
  const t = useText();
  const label = useLabel();
  const patrol = usePatrol();
  const [disposition, choose] = useState<DispositionCode | null>(null);
  const [injuries, setInjuries] = useState<boolean | null>(null);
  const [note, setNote] = useState("");
  const { ready, others } = outcomesFor(order.subcategory);
  const finish = async (): Promise<void> => {
    if (disposition === null || injuries === null) return;
    const words = [injuries ? t("outcome.hurt") : t("outcome.nobodyHurt"), note.trim()].filter((each) => each !== "");
    await patrol.shift.do({ kind: "finish", order: order.assignmentId, disposition, outcome: words.join("\n") });
    goHome();
  };
  const isWhole = disposition !== null && injuries !== null;
  const acts = (
    <button type="button" className="big" aria-disabled={!isWhole} onClick={() => void finish()}>
      <Icon name="check" />
      {isWhole ? t("outcome.finish") : disposition === null ? t("outcome.chooseFirst") : t("outcome.sayInjuries")}
    </button>
  );
  return (
    <Frame title={t("outcome.title")} acts={acts}>
      <p className="hint">
        {label(subcategory(order.subcategory).labels)} · <bdi>{order.reference}</bdi>
      </p>
      <fieldset className="options">
        <legend className="hidden">{t("outcome.title")}</legend>
        <Dispositions of={ready} chosen={disposition} choose={choose} />
        <details>
          <summary>{t("outcome.others")}</summary>
          <Dispositions of={others} chosen={disposition} choose={choose} />
        </details>
      </fieldset>
      <fieldset className="choices">
        <legend>{t("outcome.injuries")}</legend>
        <button type="button" aria-pressed={injuries === false} onClick={() => setInjuries(false)}>
          {t("outcome.no")}
        </button>
        <button type="button" aria-pressed={injuries === true} onClick={() => setInjuries(true)}>
          {t("outcome.yes")}
        </button>
      </fieldset>
      <SpokenText label={t("outcome.note")} value={note} onChange={setNote} rows={2} />
      <PhotoButton order={order} />
      <button type="button" className="quiet" onClick={goHome}>
        {t("back")}
      </button>
    </Frame>
  );
}
