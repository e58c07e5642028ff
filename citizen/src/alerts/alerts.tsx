import type { AlertInForce } from "@amaliyat/contract/alerts";
import type { Point } from "@amaliyat/domain/kernel";
import type { VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { alertPictureOf } from "../api/paths.ts";
import { Icon } from "../screens/icon.tsx";
import { distance, moment } from "../text/format.ts";
import { language, t } from "../text/text.ts";
import { awayM, nearestFirst } from "./nearest.ts";

type OneProps = { readonly alert: AlertInForce; readonly from: Point | null; readonly isMeant: boolean };

/** Whether it holds where the phone is, or how far from there. */
function whereabouts(alert: AlertInForce, from: Point): string {
  if (alert.reach === null) return t("alerts.wholeTown");
  const metres = awayM(alert, from);
  return metres === 0 ? t("alerts.here") : t("alerts.away", { distance: distance(metres) });
}

function One({ alert, from, isMeant }: OneProps): VNode {
  // English is there where somebody wrote it; else French stands in its place, and says so to whoever reads aloud.
  const shown = alert.texts[language] === null ? "fr" : language;
  const { title, words, area } = alert.texts[shown] ?? alert.texts.fr;
  const own = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isMeant) own.current?.scrollIntoView({ block: "start" });
  }, [isMeant]);
  return (
    <li ref={own} className="alert" data-kind={alert.kind} data-meant={isMeant}>
      <Icon name={alert.kind === "missing_child" ? "child" : "alert"} />
      <div lang={shown}>
        <strong>{title}</strong>
        {alert.hasPicture && <img className="alert-picture" src={alertPictureOf(alert.alertId)} alt={title} />}
        <p className="alert-words">{words}</p>
        <p className="hint">{area}</p>
        <p className="hint" lang={language}>
          {from !== null && <>{whereabouts(alert, from)} · </>}
          {t("alerts.until", { time: moment(alert.until) })}
        </p>
      </div>
    </li>
  );
}

type AlertsProps = {
  readonly alerts: readonly AlertInForce[];
  /** Where the phone is, if it was asked: the nearest come first then. */
  readonly from?: Point | null;
  /** The one that a notification led to. */
  readonly meant?: string;
};

/** Public alerts in force; nothing where there is none. */
export function Alerts({ alerts, from = null, meant = "" }: AlertsProps): VNode | null {
  if (alerts.length === 0) return null;
  return (
    <ul className="alert-list" aria-label={t("alerts.title")}>
      {nearestFirst(alerts, from).map((alert) => (
        <One key={alert.alertId} alert={alert} from={from} isMeant={alert.alertId === meant} />
      ))}
    </ul>
  );
}
