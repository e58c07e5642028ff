import { Num } from "@amaliyat/ui/i18n";
import type { ReactNode } from "react";
import { maskedNumber, spacedNumber } from "./phone-words.ts";
import { useText } from "./text.ts";

export type CallNumberProps = { readonly number: string | null; readonly masked?: boolean; readonly className?: string };

/** The number of the other side; in words where it is withheld. */
export function CallNumber({ number, masked = false, className }: CallNumberProps): ReactNode {
  const text = useText();
  if (number === null) return <span className="am-t2">{text("withheld")}</span>;
  return <Num className={className}>{masked ? maskedNumber(number) : spacedNumber(number)}</Num>;
}
