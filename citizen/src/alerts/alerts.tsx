import type { AlertInForce } from "@amaliyat/contract/alerts";
import type { VNode } from "preact";
import { Icon } from "../screens/icon.tsx";
import { moment } from "../text/format.ts";
import { language, t } from "../text/text.ts";

function One({ alert }: { readonly alert: AlertInForce }): VNode {
  // English is there where somebody wrote it; else French stands in its place, and says so to whoever reads aloud.
  const shown = alert.texts[language] === null ? "fr" : language;
  const { title, words, area } = alert.texts[shown] ?? alert.texts.fr;
  return (
    <li className="alert" data-kind={alert.kind}>
      <Icon name={alert.kind === "missing_child" ? "child" : "alert"} />
      <div lang={shown}>
        <strong>{title}</strong>
        <p className="alert-words">{words}</p>
        <p className="hint">{area}</p>
        <p className="hint" lang={language}>
          {t("alerts.until", { time: moment(alert.until) })}
        </p>
      </div>
    </li>
  );
}

/** Public alerts in force; nothing where there is none. */
export function Alerts({ alerts }: { readonly alerts: readonly AlertInForce[] }): VNode | null {
  if (alerts.length === 0) return null;
  return (
    <section aria-label={t("alerts.title")}>
      <h2>{t("alerts.title")}</h2>
      <ul className="alert-list">
        {alerts.map((alert) => (
          <One key={alert.alertId} alert={alert} />
        ))}
      </ul>
    </section>
  );
}
