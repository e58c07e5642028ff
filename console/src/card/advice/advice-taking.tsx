import type { Taking } from "@amaliyat/contract/dispatch";
import { Button } from "@amaliyat/ui/controls";
import { useNow, useShortcut } from "@amaliyat/ui/hooks";
import { isolate, useFormat } from "@amaliyat/ui/i18n";
import type { ReactNode } from "react";
import { shortReference } from "../../facts/index.ts";
import { useText } from "../text.ts";

export type AdviceTakingProps = {
  readonly taking: readonly Taking[];
  readonly busy: boolean;
  readonly onTake: (one: Taking) => void;
};

/** Units at work on something lesser that would be here sooner; the first is taken by G. Nothing where there is none. */
export function AdviceTaking({ taking, busy, onTake }: AdviceTakingProps): ReactNode {
  const text = useText();
  const [first] = taking;
  useShortcut("KeyG", () => first && onTake(first), { enabled: first !== undefined && !busy });
  if (first === undefined) return null;
  return (
    <ul className="card-advice__taking" aria-label={text("advice.taking")}>
      {taking.map((one) => (
        <li key={one.unitId} data-taking={one.code}>
          <TakingWords one={one} />
          <Button size="s" shortcut={one === first ? "KeyG" : undefined} disabled={busy} onClick={() => onTake(one)}>
            {text("advice.take")}
          </Button>
        </li>
      ))}
    </ul>
  );
}

/** «Take 207 off the P3, 200 s sooner». */
export function TakingWords({ one }: { readonly one: Taking }): ReactNode {
  const text = useText();
  const format = useFormat();
  const now = useNow();
  const { code, reference, priority, seconds, sooner } = one;
  const said = { unit: isolate(code), reference: isolate(shortReference(reference, now)), priority: isolate(priority) };
  const words = text("advice.take_off", said);
  return (
    <span>
      {words} · <strong>{worthOf(text, one, format.seconds(Math.abs(sooner ?? 0) * 1000, 0))}</strong>{" "}
      <span className="am-t3">{text("advice.take_in", { seconds: isolate(format.seconds(seconds * 1000, 0)) })}</span>
    </span>
  );
}

function worthOf(text: ReturnType<typeof useText>, { covers, sooner }: Taking, seconds: string): string {
  if (covers) return text("advice.take_covers");
  return sooner === null ? text("advice.take_nobody") : text("advice.take_sooner", { seconds: isolate(seconds) });
}
