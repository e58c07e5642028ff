import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { Icon } from "../icons/icon.tsx";
import { t } from "../text/text.ts";

/** Somebody is in danger: it is sent as it stands. */
export function HelpNow({ send }: { readonly send: () => Promise<void> }): VNode {
  const [isSending, setSending] = useState(false);
  async function press(): Promise<void> {
    if (isSending) return;
    setSending(true);
    await send();
    setSending(false);
  }
  return (
    <button type="button" className="press danger-press" aria-disabled={isSending} onClick={() => void press()}>
      <Icon name="send" />
      <span>{t("report.helpNow")}</span>
    </button>
  );
}
