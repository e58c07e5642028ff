import { partnerRoutes, type Forward } from "@amaliyat/contract/partners";
import { forwardAfter, isTaken } from "@amaliyat/domain/partners";
import { Button } from "@amaliyat/ui/controls";
import { isolate, useLanguage } from "@amaliyat/ui/i18n";
import { useState, type ReactNode } from "react";
import { ask } from "../api/index.ts";
import { Refusal, useMay } from "../session/index.ts";
import { ReasonAct } from "./reason-act.tsx";
import { useText } from "./text.ts";
import { useAct } from "./use-act.ts";

/** Acts on a forward in its state: send it again, or withdraw it. */
export function ForwardActs({ forward }: { readonly forward: Forward }): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const act = useAct();
  const [cancelling, setCancelling] = useState(false);
  // One that arrived is sent again only where a change of it could not be told.
  const isUntold = isTaken(forward.state) && forward.update !== null && forward.update.nextTryAt === null;
  const isStuck = isTaken(forward.state) ? isUntold : forward.state !== "cancelled" || forward.notice === "due";
  const mayResend = useMay(partnerRoutes.resend) && isStuck && forwardAfter(forward.state, "resend") !== null;
  const mayCancel = useMay(partnerRoutes.cancel) && forwardAfter(forward.state, "cancel") !== null;
  const params = { forwardId: forward.forwardId };
  return (
    <div className="partners-acts">
      {mayResend && (
        <Button size="s" loading={act.busy} onClick={() => void act.run(() => ask(partnerRoutes.resend, { params }))}>
          {text("act.resend")}
        </Button>
      )}
      {mayCancel && (
        <Button size="s" variant="quiet" onClick={() => setCancelling(true)}>
          {text("act.cancel")}
        </Button>
      )}
      <Refusal problem={act.refused} />
      {cancelling && (
        <ReasonAct
          draft={`forward.${forward.forwardId}`}
          title={text("cancel_title", { partner: isolate(forward.partnerNames[language]) })}
          verb={text("act.cancel")}
          onClose={() => setCancelling(false)}
          send={(reason) => ask(partnerRoutes.cancel, { params, body: { reason } })}
        />
      )}
    </div>
  );
}
