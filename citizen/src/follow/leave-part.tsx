import type { VNode } from "preact";
import { useState } from "preact/hooks";
import type { Mine } from "../storage/kept.ts";
import { AskOnceMore, useFocusBack } from "../screens/ask-once-more.tsx";
import { goOn } from "../screens/go.ts";
import { Icon } from "../icons/icon.tsx";
import { useCitizen } from "../screens/use-citizen.ts";
import { t } from "../text/text.ts";

type Asks = "no" | "withdraw" | "forget";

/** Taking a report back, and forgetting it on this phone; each is asked once more. */
export function LeavePart({ mine, mayWithdraw }: { readonly mine: Mine; readonly mayWithdraw: boolean }): VNode {
  const citizen = useCitizen();
  const [asks, setAsks] = useState<Asks>("no");
  const [last, setLast] = useState<Asks>("no");
  const back = useFocusBack<HTMLButtonElement>(asks !== "no");
  function askFor(what: Asks): void {
    setLast(what);
    setAsks(what);
  }
  async function act(): Promise<void> {
    if (asks === "withdraw") {
      await citizen.withdraw(mine.code);
      setAsks("no");
      // A report that never arrived is removed with its withdrawal.
      if (!citizen.get().items.some(({ code }) => code === mine.code) && mine.told === null) goOn("follow");
      return;
    }
    await citizen.forget(mine.id);
    await citizen.tidy();
    goOn("follow");
  }
  if (asks !== "no")
    return (
      <AskOnceMore
        ask={t(`leave.${asks}.ask`)}
        hint={t(`leave.${asks}.hint`)}
        yes={t(`leave.${asks}.yes`)}
        onNo={() => setAsks("no")}
        onYes={() => void act()}
      />
    );
  return (
    <div className="leave">
      {mayWithdraw && (
        <button type="button" className="quiet" ref={last === "withdraw" ? back : null} onClick={() => askFor("withdraw")}>
          <Icon name="close" />
          <span>{t("leave.withdraw.do")}</span>
        </button>
      )}
      <button type="button" className="quiet" ref={last === "forget" ? back : null} onClick={() => askFor("forget")}>
        <Icon name="trash" />
        <span>{t("leave.forget.do")}</span>
      </button>
    </div>
  );
}
