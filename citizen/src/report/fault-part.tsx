import type { VNode } from "preact";
import type { Draft } from "../storage/kept.ts";
import { label, t } from "../text/text.ts";
import { stepOf } from "../storage/reopen.ts";

/** Shows the fault of a refused field, on the screen that has this field. */
export function FaultPart({ draft: { fault }, step }: { readonly draft: Draft; readonly step: string }): VNode | null {
  if (fault === null || stepOf(fault.field) !== step) return null;
  return (
    <p className="fault" role="alert">
      <strong>{t(`report.field.${fault.field ?? "all"}`)}</strong> {label(fault.text)}
    </p>
  );
}
