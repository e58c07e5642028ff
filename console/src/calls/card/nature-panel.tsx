import { calls, type CallCard } from "@amaliyat/contract/calls";
import { natureLabels } from "@amaliyat/domain/calls";
import { Button, classNames, Kbd } from "@amaliyat/ui/controls";
import { useShortcut } from "@amaliyat/ui/hooks";
import { useLanguage } from "@amaliyat/ui/i18n";
import { Panel } from "@amaliyat/ui/layout";
import Check from "lucide-react/icons/check";
import type { ReactNode } from "react";
import { ask } from "../../api/index.ts";
import { Refusal } from "../../session/index.ts";
import { useText } from "../text.ts";
import { useCallAct } from "../use-call-act.ts";
import { CHOSEN_NATURES } from "./call-facts.ts";
import { keyOfNth, keysChoose, nthOfKey } from "./card-keys.ts";

export type NaturePanelProps = {
  readonly card: CallCard;
  /** Whether another nature is asked for, so that the digits mean it again. */
  readonly asking: { readonly asks: boolean; readonly ask: (asks: boolean) => void };
};

/** What a call is about, one key each. Once it is said it takes one line, and its questions have the keys. */
export function NaturePanel({ card, asking }: NaturePanelProps): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const { busy, refused, run } = useCallAct();
  const { callId, nature } = card;
  const open = keysChoose({ nature, asksNature: asking.asks, hasQuestion: false }) === "nature";
  const choose = async (nth: number | null): Promise<void> => {
    const chosen = CHOSEN_NATURES[nth ?? -1];
    if (chosen === undefined) return;
    if ((await run(() => ask(calls.setNature, { params: { callId }, body: { nature: chosen } }))) !== null) asking.ask(false);
  };
  useShortcut(
    ["Digit1", "Digit2", "Digit3", "Digit4", "Digit5", "Digit6", "Digit7", "Digit8", "Digit9", "Digit0", "Minus"],
    (event) => void choose(nthOfKey(event.code)),
    { enabled: open },
  );
  const another = !open && (
    <Button size="s" variant="quiet" shortcut="KeyE" onClick={() => asking.ask(true)}>
      {text("nature.another")}
    </Button>
  );
  return (
    <Panel region title={text("nature.title")} actions={another} className="call-nature">
      {open ? (
        <div className="call-picks" role="group" aria-label={text("nature.title")} aria-busy={busy || undefined}>
          {CHOSEN_NATURES.map((code, nth) => (
            <button
              key={code}
              type="button"
              className={classNames("call-pick", code === nature && "call-pick--chosen")}
              aria-pressed={code === nature}
              data-nature={code}
              onClick={() => void choose(nth)}
            >
              <PickKey nth={nth} />
              <span>{natureLabels(code)[language]}</span>
            </button>
          ))}
        </div>
      ) : (
        <p className="call-nature__said">
          <Check size={16} aria-hidden="true" className="am-affirm" />
          {nature !== null && natureLabels(nature)[language]}
        </p>
      )}
      <Refusal problem={refused} />
    </Panel>
  );
}

/** The key of a choice, or its room where it has none. */
export function PickKey({ nth }: { readonly nth: number }): ReactNode {
  const key = keyOfNth(nth);
  return key === undefined ? <span className="call-pick__no-key" /> : <Kbd keys={key} />;
}
