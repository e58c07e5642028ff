import type { Bulletin } from "@amaliyat/contract/statistics";
import { reconcile } from "@amaliyat/domain/statistics";
import Check from "lucide-react/icons/check";
import X from "lucide-react/icons/x";
import type { ReactNode } from "react";
import { counted, isReconciled } from "./figures.ts";
import { usePaper } from "./paper-context.ts";

/** The sum of the categories written out, after every table of the same thing was found to have the same total. */
export function Reconciliation({ bulletin }: { readonly bulletin: Bulletin }): ReactNode {
  const { text, format } = usePaper();
  const agrees = isReconciled(bulletin);
  const sum = reconcile(counted("interventions", bulletin.video.byCategory));
  const written = sum.replaceAll(/\d+/gu, (digits) => format.number(Number(digits)));
  const Icon = agrees ? Check : X;
  return (
    <section className="bulletin-sum" data-agrees={agrees}>
      <Icon size={18} aria-hidden="true" />
      <b>{text(agrees ? "paper.agrees" : "paper.disagrees")}</b>
      <bdi dir="ltr" className="bulletin-sum__line">
        {written}
      </bdi>
      <span className="bulletin-grey bulletin-sum__note">{text("paper.recomputed")}</span>
    </section>
  );
}
