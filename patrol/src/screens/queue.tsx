import { disposition } from "@amaliyat/domain/interventions";
import type { ReactNode } from "react";
import { wordsOf, type Act } from "../outbox/act.ts";
import { clock } from "../text/format.ts";
import { useLabel, useLanguage, useText } from "../text/use-text.ts";
import { Frame } from "./frame.tsx";
import { goHome } from "./place.ts";
import { usePatrol, useWork } from "../app/use-patrol.ts";

function useDeed(): (act: Act) => string {
  const t = useText();
  const label = useLabel();
  return (act) => {
    if (act.kind === "stamp") return t(`step.${act.status}`);
    if (act.kind === "finish") return t("deed.finish", { outcome: label(disposition(act.disposition).labels) });
    if (act.kind === "take_up") return t("deed.takeUp", { reference: act.reference });
    return act.kind === "flag_down" ? t("flagDown.title") : t(`deed.${act.kind}`);
  };
}

/** The words that a person typed for an act: nobody has to remember them to say them again. */
function Words({ act }: { readonly act: Act }): ReactNode {
  const words = wordsOf(act);
  return words === null ? null : (
    <p className="typed" dir="auto">
      {words}
    </p>
  );
}

/** Acts to be sent, in their order, and acts refused by the room, each with its sentence. */
export function Queue(): ReactNode {
  const t = useText();
  const label = useLabel();
  const language = useLanguage();
  const patrol = usePatrol();
  const deed = useDeed();
  const { box } = useWork();
  const onlyRefused = box.waiting.length === 0 && box.refused.length > 0;
  const line = (act: Act): ReactNode => (
    <>
      <bdi className="hint">{clock(language, act.at)}</bdi> <strong>{deed(act)}</strong>
    </>
  );
  return (
    <Frame title={onlyRefused ? t("queue.failed") : t("queue.title")}>
      {box.refused.length > 0 && (
        <ul className="list" aria-label={t("queue.refused", { count: box.refused.length })}>
          {box.refused.map(({ act, text }) => (
            <li key={act.key} className="refused">
              <p>{line(act)}</p>
              <p>{label(text)}</p>
              <Words act={act} />
              <div className="row">
                <button type="button" className="quiet" onClick={() => void patrol.shift.sendAgain(act.key)}>
                  {t("queue.sendAgain")}
                </button>
                <button type="button" className="quiet" onClick={() => void patrol.shift.dismiss(act.key)}>
                  {t("queue.dismiss")}
                </button>
              </div>
            </li>
          ))}
        </ul>
      )}
      {box.waiting.length === 0 ? (
        !onlyRefused && <p className="hint">{t("link.nothingWaits")}</p>
      ) : (
        <ol className="list waiting" aria-label={t("queue.title")}>
          {box.waiting.map((act) => (
            <li key={act.key}>{line(act)}</li>
          ))}
        </ol>
      )}
      <div className="row">
        {!onlyRefused && (
          <button type="button" className="quiet" onClick={() => patrol.shift.retryNow()}>
            {t("queue.retry")}
          </button>
        )}
        <button type="button" className="quiet" onClick={goHome}>
          {t("back")}
        </button>
      </div>
    </Frame>
  );
}
