import type { Notice } from "@amaliyat/contract/reports";
import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { ask } from "../api/ask.ts";
import * as store from "../storage/store.ts";
import { label, t } from "../text/text.ts";
import { Frame } from "./frame.tsx";
import type { IconName } from "../icons/icon-shapes.ts";
import { Icon } from "../icons/icon.tsx";

/** Measures of the app itself, before anything reaches the room. */
const ON_THE_PHONE = [
  { key: "account", icon: "key" },
  { key: "place", icon: "pin" },
  { key: "pictures", icon: "image" },
  { key: "phone", icon: "lock" },
  { key: "others", icon: "shield" },
] as const;

const ICONS: Readonly<Record<Notice[number]["key"], IconName>> = {
  controller: "people",
  purposes: "check",
  basis: "shield",
  recipients: "send",
  times: "clock",
  rights: "pencil",
  contact: "phone",
  complaint: "message",
};

/** Room's notice on the use of reports. A stored copy is readable without a network. Null before the first answer. */
function useNotice(): Notice | null {
  const [notice, setNotice] = useState<Notice | null>(null);
  useEffect(() => {
    void store.get("notice").then((kept) => setNotice((now) => now ?? kept ?? null));
    void ask("notice", {}).then(async (answer) => {
      if (answer.kind === "ok") setNotice(await store.change("notice", () => answer.value));
    });
  }, []);
  return notice;
}

function Point({ icon, title, words }: { readonly icon: IconName; readonly title: string; readonly words: string }): VNode {
  return (
    <li>
      <Icon name={icon} />
      <div>
        <h2>{title}</h2>
        <p>{words}</p>
      </div>
    </li>
  );
}

/** Privacy notice: data held about a user of this app, their holder, legal basis and retention. */
export function Privacy(): VNode {
  const notice = useNotice();
  return (
    <Frame title={t("privacy.title")}>
      {notice === null && <p className="hint">{t("privacy.notHere")}</p>}
      <ul className="privacy">
        {notice?.map(({ key, title, words }) => (
          <Point key={key} icon={ICONS[key]} title={label(title)} words={label(words)} />
        ))}
        {ON_THE_PHONE.map(({ key, icon }) => (
          <Point key={key} icon={icon} title={t(`privacy.${key}.title`)} words={t(`privacy.${key}.words`)} />
        ))}
      </ul>
    </Frame>
  );
}
