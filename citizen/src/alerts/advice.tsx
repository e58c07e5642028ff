import type { AlertInForce } from "@amaliyat/contract/alerts";
import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Frame } from "../screens/frame.tsx";
import { Icon } from "../screens/icon.tsx";
import { t } from "../text/text.ts";
import { Alerts } from "./alerts.tsx";
import { readAlerts } from "./read-alerts.ts";

const TOPICS = ["accident", "theft", "missing", "fire", "driving"] as const;
const ICONS = { accident: "accident", theft: "theft", missing: "child", fire: "flame", driving: "driving" } as const;

/** What to do until help is there, kept in the phone; above it what the room says to everybody now. */
export function Advice(): VNode {
  const [alerts, setAlerts] = useState<readonly AlertInForce[]>([]);
  useEffect(() => void readAlerts().then(setAlerts), []);
  return (
    <Frame title={t("advice.title")}>
      <Alerts alerts={alerts} />
      <p className="hint">{t("advice.lead")}</p>
      {TOPICS.map((topic) => (
        <details key={topic} className="topic">
          <summary>
            <Icon name={ICONS[topic]} />
            <span>{t(`advice.${topic}.title`)}</span>
          </summary>
          <ol>
            <li>{t(`advice.${topic}.first`)}</li>
            <li>{t(`advice.${topic}.then`)}</li>
            <li>{t(`advice.${topic}.last`)}</li>
          </ol>
        </details>
      ))}
    </Frame>
  );
}
