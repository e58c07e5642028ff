import { useNow } from "@amaliyat/ui/hooks";
import { Num, useFormat } from "@amaliyat/ui/i18n";
import type { ReactNode } from "react";

/** A running age. A leaf of its own, so that the second hand redraws ages and nothing else. */
export function Age({ since, className }: { readonly since: number; readonly className?: string }): ReactNode {
  const format = useFormat();
  const now = useNow();
  return <Num className={className}>{format.age(now - since)}</Num>;
}

/** Age in a single time unit, of a position or a picture. */
export function RoughAge({ since, className }: { readonly since: number; readonly className?: string }): ReactNode {
  const format = useFormat();
  const now = useNow();
  return <Num className={className}>{format.roughAge(now - since)}</Num>;
}
