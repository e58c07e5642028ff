import { Bdi } from "@amaliyat/ui/i18n";
import type { ReactNode } from "react";
import { usePersonNames } from "./use-person-names.ts";

/** Name of a person of the room in the script of the reader. Under the pointer stands the name that records have. */
export function PersonName({ name, className }: { readonly name: string; readonly className?: string | undefined }): ReactNode {
  const shown = usePersonNames().shown(name);
  return (
    <Bdi className={className} title={shown === name ? undefined : name}>
      {shown}
    </Bdi>
  );
}
