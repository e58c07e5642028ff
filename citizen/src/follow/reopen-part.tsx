import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { draftNow } from "../storage/drafts.ts";
import type { Item } from "../outbox/item.ts";
import { stepOf } from "../storage/reopen.ts";
import { AskOnceMore, useFocusBack } from "../screens/ask-once-more.tsx";
import { goTo } from "../screens/go.ts";
import { Icon } from "../icons/icon.tsx";
import { useCitizen } from "../screens/use-citizen.ts";
import { t } from "../text/text.ts";

/** Opens a refused report again as a draft. If another draft is being written, the author chooses between the two. */
export function ReopenPart({ item }: { readonly item: Extract<Item, { kind: "report" }> }): VNode {
  const citizen = useCitizen();
  const [isAsked, setAsked] = useState(false);
  const back = useFocusBack<HTMLButtonElement>(isAsked);
  async function open(mayReplace: boolean): Promise<void> {
    const result = await citizen.reopen(item.id, mayReplace);
    if (result === "opened") goTo(stepOf(item.field ?? null));
    setAsked(result === "another");
  }
  async function press(): Promise<void> {
    // The draft of a closed tab becomes this tab's. A store that is too slow for that is asked again with the write.
    await draftNow();
    await open(false);
  }
  if (isAsked)
    return (
      <AskOnceMore
        ask={t("report.reopen.ask")}
        hint={t("report.reopen.hint")}
        yes={t("report.reopen.yes")}
        onNo={() => setAsked(false)}
        onYes={() => void open(true)}
      />
    );
  return (
    <button type="button" className="press" ref={back} onClick={() => void press()}>
      <Icon name="pencil" />
      <span>{t("report.reopen.do")}</span>
    </button>
  );
}
