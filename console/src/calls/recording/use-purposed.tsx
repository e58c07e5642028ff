import { isPurpose, type Purpose } from "@amaliyat/domain/cameras";
import { Popover } from "@amaliyat/ui/layout";
import { useRef, useState, type ReactNode, type RefObject } from "react";
import { PurposeList } from "../../facts/index.ts";
import { useViewReason } from "../../session/index.ts";

export type Purposed = {
  /** Anchor of the purpose menu. */
  readonly anchor: RefObject<HTMLSpanElement | null>;
  readonly press: () => void;
  readonly list: ReactNode;
};

/** An act that needs a purpose: done for the one that the person has chosen already, else for one chosen now. */
export function usePurposed(label: string, act: (purpose: Purpose) => void): Purposed {
  const reason = useViewReason();
  const anchor = useRef<HTMLSpanElement>(null);
  const [asking, setAsking] = useState(false);
  const chosen = (purpose: string): void => {
    setAsking(false);
    if (isPurpose(purpose)) act(purpose);
  };
  return {
    anchor,
    press: () => (reason.kind === "purpose" ? act(reason.purpose) : setAsking(!asking)),
    list: (
      <Popover anchor={anchor} open={asking} onClose={() => setAsking(false)} label={label} flush>
        <PurposeList ofPictures={false} onChosen={chosen} />
      </Popover>
    ),
  };
}
