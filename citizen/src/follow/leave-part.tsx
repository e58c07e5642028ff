import type { VNode } from "preact";
import { useState } from "preact/hooks";
import type { Mine } from "../keep/kept.ts";
import { goOn } from "../screens/go.ts";
import { Icon } from "../screens/icon.tsx";
import { useCitizen } from "../screens/use-citizen.ts";
import { t } from "../text/text.ts";

type Asks = "no" | "withdraw" | "forget";

/** Taking a report back, and forgetting it on this phone; each is asked once more. */
export function LeavePart({ mine, mayWithdraw }: { readonly mine: Mine; readonly mayWithdraw: boolean }): VNode {
  const citizen = useCitizen();
  const [asks, setAsks] = useState<Asks>("no");
  async function act(): Promise<void> {
    if (asks === "withdraw") {
      await citizen.withdraw(mine.code);
      setAsks("no");
      // What never arrived is gone with it.
      if (!citizen.get().items.some(({ code }) => code === mine.code) && mine.told === null) goOn("follow");
      return;
    }
    await citizen.forget(mine.id);
    await citizen.tidy();
    goOn("follow");
  }
  if (asks !== "no")
    return (
      <section className="confirm" role="alertdialog" aria-label={t(`leave.${asks}.ask`)}>
        <p>
          <strong>{t(`leave.${asks}.ask`)}</strong>
        </p>
        <p className="hint">{t(`leave.${asks}.hint`)}</p>
        <div className="pair">
          <button type="button" className="press" ref={(button) => button?.focus()} onClick={() => setAsks("no")}>
            {t("leave.no")}
          </button>
          <button type="button" className="press danger-press" onClick={() => void act()}>
            {t(`leave.${asks}.yes`)}
          </button>
        </div>
      </section>
    );
  return (
    <div className="leave">
      {mayWithdraw && (
        <button type="button" className="quiet" onClick={() => setAsks("withdraw")}>
          <Icon name="close" />
          <span>{t("leave.withdraw.do")}</span>
        </button>
      )}
      <button type="button" className="quiet" onClick={() => setAsks("forget")}>
        <Icon name="trash" />
        <span>{t("leave.forget.do")}</span>
      </button>
    </div>
  );
}
