import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { AskOnceMore, useFocusBack } from "../screens/ask-once-more.tsx";
import { Icon } from "../icons/icon.tsx";
import { t } from "../text/text.ts";

/** Button to begin anew. It asks once more, because all words, sounds and photos are lost. */
export function DropPart({ drop }: { readonly drop: () => Promise<void> }): VNode {
  const [isAsked, setAsked] = useState(false);
  const back = useFocusBack<HTMLButtonElement>(isAsked);
  async function onYes(): Promise<void> {
    await drop();
    // The pressed button is gone now. The focus goes to the heading.
    document.querySelector("h1")?.focus();
  }
  if (isAsked)
    return (
      <AskOnceMore
        ask={t("report.drop.ask")}
        hint={t("report.drop.hint")}
        yes={t("report.drop.yes")}
        onNo={() => setAsked(false)}
        onYes={() => void onYes()}
      />
    );
  return (
    <button type="button" className="quiet" ref={back} onClick={() => setAsked(true)}>
      <Icon name="trash" />
      <span>{t("report.drop.do")}</span>
    </button>
  );
}
