import { calls, type CallCard } from "@amaliyat/contract/calls";
import { natureLabels, URGENT_KINDS, type UrgentKind } from "@amaliyat/domain/calls";
import { Button, classNames, Kbd } from "@amaliyat/ui/controls";
import { useShortcut } from "@amaliyat/ui/hooks";
import { useLanguage } from "@amaliyat/ui/i18n";
import { Panel } from "@amaliyat/ui/layout";
import Check from "lucide-react/icons/check";
import TriangleAlert from "lucide-react/icons/triangle-alert";
import type { ReactNode } from "react";
import { ask } from "../../api/index.ts";
import { Refusal } from "../../session/index.ts";
import { useText } from "../text.ts";
import { useCallAct } from "../use-call-act.ts";
import { CHOSEN_NATURES } from "./call-facts.ts";
import { keyOfNth, keysChoose, nthOfKey, type Choosing } from "./card-keys.ts";

export type NaturePanelProps = {
  readonly card: CallCard;
  /** Choice of another nature is open, so that the digits mean it again. */
  readonly asking: { readonly asks: boolean; readonly ask: (asks: boolean) => void };
  /** The urgent kind that the draft of the intervention has; choosing one fills the draft. */
  readonly urgent: { readonly chosen: UrgentKind["code"] | null; readonly choose: (kind: UrgentKind) => void };
};

/** The nature of a call, one key each, the four urgent kinds first. Once it is chosen it takes one line, and its questions have the keys. */
export function NaturePanel({ card, asking, urgent }: NaturePanelProps): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const { busy, refused, run } = useCallAct();
  const { callId, nature } = card;
  const open = keysChoose({ nature, asksNature: asking.asks, hasQuestion: false }) === "nature";
  const said = async (chosen: (typeof CHOSEN_NATURES)[number]): Promise<void> => {
    if ((await run(() => ask(calls.setNature, { params: { callId }, body: { nature: chosen } }))) !== null) asking.ask(false);
  };
  const choose = (nth: number | null): void => {
    const chosen = CHOSEN_NATURES[nth ?? -1];
    if (chosen !== undefined) void said(chosen);
  };
  const chooseUrgent = (nth: number | null): void => {
    const kind = URGENT_KINDS[nth ?? -1];
    if (kind === undefined) return;
    urgent.choose(kind);
    void said(kind.nature);
  };
  useShortcut(["Digit1", "Digit2", "Digit3", "Digit4"], ({ code }) => chooseUrgent(nthOfKey("urgent", code)), { enabled: open });
  useShortcut(
    ["Digit5", "Digit6", "Digit7", "Digit8", "Digit9", "Digit0", "Minus", "Equal", "KeyT", "KeyY", "KeyI"],
    ({ code }) => choose(nthOfKey("nature", code)),
    { enabled: open },
  );
  const another = !open && (
    <Button size="s" variant="quiet" shortcut="KeyE" onClick={() => asking.ask(true)}>
      {text("nature.another")}
    </Button>
  );
  const chosen = URGENT_KINDS.find(({ code }) => code === urgent.chosen);
  return (
    <Panel region title={text("nature.title")} actions={another} className="call-nature">
      {open ? (
        <>
          <div className="call-picks call-picks--urgent" role="group" aria-label={text("nature.urgent")} aria-busy={busy || undefined}>
            {URGENT_KINDS.map(({ code, labels }, nth) => (
              <button
                key={code}
                type="button"
                className={classNames("call-pick", code === urgent.chosen && "call-pick--chosen")}
                aria-pressed={code === urgent.chosen}
                data-urgent={code}
                onClick={() => chooseUrgent(nth)}
              >
                <PickKey of="urgent" nth={nth} />
                <span className="am-strong">{labels[language]}</span>
              </button>
            ))}
          </div>
          <div className="call-picks" role="group" aria-label={text("nature.title")} aria-busy={busy || undefined}>
            {CHOSEN_NATURES.map((code, nth) => (
              <button
                key={code}
                type="button"
                className={classNames("call-pick", code === nature && "call-pick--chosen")}
                aria-pressed={code === nature}
                data-nature={code}
                onClick={() => choose(nth)}
              >
                <PickKey of="nature" nth={nth} />
                <span>{natureLabels(code)[language]}</span>
              </button>
            ))}
          </div>
        </>
      ) : (
        <p className="call-nature__said">
          {chosen === undefined ? (
            <Check size={16} aria-hidden="true" className="am-affirm" />
          ) : (
            <TriangleAlert size={16} aria-hidden="true" className="am-attention" />
          )}
          {[chosen?.labels[language], nature !== null && natureLabels(nature)[language]].filter(Boolean).join(" · ")}
        </p>
      )}
      <Refusal problem={refused} />
    </Panel>
  );
}

/** The key of a choice, or its room where it has none. */
export function PickKey({ of, nth }: { readonly of: Choosing; readonly nth: number }): ReactNode {
  const key = keyOfNth(of, nth);
  return key === undefined ? <span className="call-pick__no-key" /> : <Kbd keys={key} />;
}
