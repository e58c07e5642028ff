import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { draftNow } from "../storage/drafts.ts";
import { NO_DRAFT } from "../storage/kept.ts";
import type { Item } from "../outbox/item.ts";
import { isBegun, stepOf } from "../storage/reopen.ts";
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
  async function open(): Promise<void> {
    if (await citizen.reopen(item.id)) goTo(stepOf(item.field ?? null));
  }
  async function press(): Promise<void> {
    const draft = await draftNow();
    if (draft !== undefined && draft !== null && isBegun({ ...NO_DRAFT, ...draft })) setAsked(true);
    else await open();
  }
  if (isAsked)
    return (
      <AskOnceMore
        ask={t("report.reopen.ask")}
        hint={t("report.reopen.hint")}
        yes={t("report.reopen.yes")}
        onNo={() => setAsked(false)}
        onYes={() => void open()}
      />
    );
  return (
    <button type="button" className="press" ref={back} onClick={() => void press()}>
      <Icon name="pencil" />
      <span>{t("report.reopen.do")}</span>
    </button>
  );
}
