import type { CallRow, TakerShown } from "@amaliyat/contract/calls";
import { Num } from "@amaliyat/ui/i18n";
import type { ReactNode } from "react";
import { useText } from "../text.ts";

export type TakerWordsProps = { readonly taker: TakerShown; readonly call: CallRow | undefined };

/** State of a call-taker in words, with the line of the call. */
export function TakerWords({ taker, call }: TakerWordsProps): ReactNode {
  const text = useText();
  const { state } = taker;
  const isBack = state.kind === "offered" && call?.callBack === "offered";
  const word = state.kind === "paused" ? text(`pause.${state.reason}`) : text(isBack ? "taker.call_back" : `taker.${state.kind}`);
  return (
    <span className={state.kind === "offered" ? "am-attention am-strong" : state.kind === "off" ? "am-t3" : undefined}>
      {word}
      {call !== undefined && (
        <>
          {" · "}
          <Num>{call.line}</Num>
        </>
      )}
    </span>
  );
}
