import type { VNode } from "preact";
import { Icon } from "../screens/icon.tsx";
import { moment } from "../text/format.ts";
import { label, t } from "../text/text.ts";
import type { PublicAlert } from "./read-alerts.ts";

/** Public alerts in force; nothing where there is none. */
export function Alerts({ alerts }: { readonly alerts: readonly PublicAlert[] }): VNode | null {
  if (alerts.length === 0) return null;
  return (
    <section aria-label={t("alerts.title")}>
      <h2>{t("alerts.title")}</h2>
      <ul className="alert-list">
        {alerts.map(({ alertId, title, words, until }) => (
          <li key={alertId} className="alert">
            <Icon name="alert" />
            <div>
              <strong>{label(title)}</strong>
              <p>{label(words)}</p>
              {until !== null && <p className="hint">{t("alerts.until", { time: moment(until) })}</p>}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
