import type { LineShown } from "@amaliyat/contract/calls";
import { reachesNobodyOutside } from "@amaliyat/domain/calls";
import { Banner } from "@amaliyat/ui/feedback";
import { Num } from "@amaliyat/ui/i18n";
import type { ReactNode } from "react";
import { useText } from "./text.ts";

/** Warns of each line of callers in danger who reach nobody while the queue is empty. */
export function NobodyOutside({ lines }: { readonly lines: readonly LineShown[] }): ReactNode {
  const text = useText();
  return lines.filter(reachesNobodyOutside).map(({ number }) => (
    <Banner
      key={number}
      boxed
      title={
        <>
          {text("alone.title")} <Num>{number}</Num>
        </>
      }
      detail={text("alone.text")}
    />
  ));
}
