import type { VNode } from "preact";
import { Frame } from "../screens/frame.tsx";
import { Icon } from "../icons/icon.tsx";
import { t } from "../text/text.ts";

const TOPICS = ["accident", "theft", "missing", "fire", "driving"] as const;
const ICONS = { accident: "accident", theft: "theft", missing: "child", fire: "flame", driving: "driving" } as const;

/** Advice for the time until help is there, kept in the phone. */
export function Advice(): VNode {
  return (
    <Frame title={t("advice.title")}>
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
