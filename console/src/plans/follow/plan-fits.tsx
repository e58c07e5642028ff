import type { Plan } from "@amaliyat/contract/plans";
import { Button } from "@amaliyat/ui/controls";
import { Banner } from "@amaliyat/ui/feedback";
import { useShortcut } from "@amaliyat/ui/hooks";
import { isolate, useFormat, useLanguage } from "@amaliyat/ui/i18n";
import { useState, type ReactNode } from "react";
import { Differences } from "../differences.tsx";
import { PlanSaid } from "../plan-said.tsx";
import { targetWords } from "../plan-words.ts";
import { useText } from "../text.ts";
import type { Follow } from "./use-follow.ts";

export type PlanFitsProps = {
  readonly inUse: Plan | null;
  readonly fits: Plan;
  readonly follow: Follow;
  readonly isOpen: boolean;
};

/** Another plan, or a newer version, fits by now: its differences, and its adoption. Nothing changes until a person does. */
export function PlanFits({ inUse, fits, follow, isOpen }: PlanFitsProps): ReactNode {
  const text = useText();
  const format = useFormat();
  const { language } = useLanguage();
  const [read, setRead] = useState(false);
  useShortcut("KeyT", () => void follow.adopt(fits), { enabled: isOpen && !follow.busy });
  const isNewer = inUse?.planId === fits.planId;
  const target = isolate(targetWords(fits.target, language));
  const title = isNewer ? text("fits.newer", { version: format.number(fits.version) }) : text("fits.other", { target });
  return (
    <div className="plans-changed">
      <Banner
        boxed
        tone="info"
        title={title}
        actions={
          <span className="plans-chips">
            <Button size="s" variant="quiet" aria-expanded={read} onClick={() => setRead(!read)}>
              {text(read ? "act.fold" : "act.compare")}
            </Button>
            {isOpen && (
              <Button size="s" shortcut="KeyT" loading={follow.busy} onClick={() => void follow.adopt(fits)}>
                {text("act.take")}
              </Button>
            )}
          </span>
        }
      />
      {read && (isNewer && inUse !== null ? <Differences from={inUse} to={fits} /> : <PlanSaid plan={fits} />)}
    </div>
  );
}
