import type { VNode } from "preact";
import { KEPT_DAYS } from "@amaliyat/domain/reports";
import { t } from "../text/text.ts";
import { useAbout } from "../place/use-about.ts";
import { Frame } from "./frame.tsx";
import { Icon } from "./icon.tsx";

const POINTS = [
  { key: "account", icon: "key" },
  { key: "place", icon: "pin" },
  { key: "pictures", icon: "image" },
  { key: "phone", icon: "lock" },
  { key: "others", icon: "shield" },
  { key: "readers", icon: "people" },
  { key: "kept", icon: "clock" },
  { key: "rights", icon: "check" },
] as const;

/** What is known of whoever uses this app, by whom, and for how long. */
export function Privacy(): VNode {
  const about = useAbout();
  return (
    <Frame title={t("privacy.title")}>
      <ul className="privacy">
        {POINTS.map(({ key, icon }) => (
          <li key={key}>
            <Icon name={icon} />
            <div>
              <h2>{t(`privacy.${key}.title`)}</h2>
              <p>{t(`privacy.${key}.words`, { days: about?.keptDays ?? KEPT_DAYS })}</p>
            </div>
          </li>
        ))}
      </ul>
    </Frame>
  );
}
