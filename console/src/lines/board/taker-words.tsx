import type { TakerShown } from "@amaliyat/contract/calls";
import { Num } from "@amaliyat/ui/i18n";
import type { ReactNode } from "react";
import { useText } from "../text.ts";

/** What a call-taker is doing, in words, with the line of the call. */
export function TakerWords({ taker, line }: { readonly taker: TakerShown; readonly line: string | null }): ReactNode {
  const text = useText();
  const { state } = taker;
  const word = state.kind === "paused" ? text(`pause.${state.reason}`) : text(`taker.${state.kind}`);
  return (
    <span className={state.kind === "offered" ? "am-attention am-strong" : state.kind === "off" ? "am-t3" : undefined}>
      {word}
      {line !== null && (
        <>
          {" · "}
          <Num>{line}</Num>
        </>
      )}
    </span>
  );
}
