import type { AlertInForce } from "@amaliyat/contract/alerts";
import { alertTextIn, PUBLIC_ALERT_KIND_LABELS } from "@amaliyat/domain/alerts";
import { distanceM, type Point } from "@amaliyat/domain/kernel";
import type { VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { alertPictureOf } from "../api/paths.ts";
import { Icon } from "../icons/icon.tsx";
import { distance, moment } from "../text/format.ts";
import { label, language, t } from "../text/text.ts";

type OneProps = { readonly alert: AlertInForce; readonly from: Point | null; readonly isMeant: boolean };

/** Distance from a place to the area of an alert, in metres. 0 inside it, and for an alert of the whole town. */
export const awayM = ({ reach }: Pick<AlertInForce, "reach">, from: Point): number =>
  reach === null ? 0 : Math.max(0, distanceM(reach.point, from) - reach.radiusM);

/** Alerts with the nearest first; those that are equally near stay as they came, newest first. Without a place all stay so. */
export const nearestFirst = (alerts: readonly AlertInForce[], from: Point | null): readonly AlertInForce[] =>
  from === null ? alerts : [...alerts].sort((a, b) => awayM(a, from) - awayM(b, from));

/** Says the alert's radius. If the phone's place is known, says «here» or the distance instead. */
function whereabouts(alert: AlertInForce, from: Point | null): string {
  if (alert.reach === null) return t("alerts.wholeTown");
  if (from === null) return t("alerts.around", { distance: distance(alert.reach.radiusM) });
  const metres = awayM(alert, from);
  return metres === 0 ? t("alerts.here") : t("alerts.away", { distance: distance(metres) });
}

/** One alert, as the room's own screens show it before it is published (`console/src/alerts/phone-preview.tsx`). */
function One({ alert, from, isMeant }: OneProps): VNode {
  const { title, words, area } = alertTextIn(alert.texts, language);
  // French replaces a missing English text, and is marked as French for screen readers.
  const spoken = language === "en" && alert.texts.en === null ? "fr" : language;
  // An alert that a phone kept from before corrections existed has no `correctedAt`.
  const corrected = alert.correctedAt ?? null;
  const kind = label(PUBLIC_ALERT_KIND_LABELS[alert.kind]);
  const own = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isMeant) own.current?.scrollIntoView({ block: "start" });
  }, [isMeant]);
  return (
    <li ref={own} className="alert" data-kind={alert.kind} data-meant={isMeant} lang={spoken}>
      <p className="alert-kind" lang={language}>
        <Icon name={alert.kind === "missing_child" ? "child" : "alert"} />
        {title !== kind && <span>{kind}</span>}
      </p>
      {alert.hasPicture && <img src={alertPictureOf(alert.alertId)} alt={title} />}
      <h3>{title}</h3>
      <p className="alert-area">{area}</p>
      <p className="alert-words">{words}</p>
      <p className="alert-foot" lang={language}>
        <span>{t("alerts.until", { time: moment(alert.until) })}</span>
        <span>{whereabouts(alert, from)}</span>
        {corrected !== null && <span>{t("alerts.corrected", { time: moment(corrected) })}</span>}
      </p>
    </li>
  );
}

type AlertsProps = {
  readonly alerts: readonly AlertInForce[];
  /** Place of the phone, if it was asked. The nearest alerts then come first. */
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
