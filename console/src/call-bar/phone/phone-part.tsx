import { calls } from "@amaliyat/contract/calls";
import { Button } from "@amaliyat/ui/controls";
import { useNow } from "@amaliyat/ui/hooks";
import { Num, useFormat, useLanguage } from "@amaliyat/ui/i18n";
import Headset from "lucide-react/icons/headset";
import type { ReactNode } from "react";
import { ask, sentence } from "../../api/index.ts";
import { useSession } from "../../session/index.ts";
import { useText } from "../text.ts";
import type { CallAct } from "../../calls/index.ts";
import type { PhoneView } from "../bar-state.ts";
import { PauseMenu } from "./pause-menu.tsx";
import { PhoneMenu } from "./phone-menu.tsx";
import { comeToQueue } from "./use-phone-life.ts";

export type PhonePartProps = {
  readonly view: PhoneView;
  readonly act: CallAct;
  readonly onDevices: () => void;
  /** Null where no call can be made. */
  readonly onCallOut: (() => void) | null;
};

/** One's own telephone: its state in a word, its age or remaining time, and the way to the next state. */
export function PhonePart({ view, act, onDevices, onCallOut }: PhonePartProps): ReactNode {
  const text = useText();
  const { user } = useSession();
  const isBusy = view.kind === "rings" || view.kind === "call_back" || view.kind === "in_call";
  const isHere = isBusy || ["aside", "ready", "paused", "wrap_up"].includes(view.kind);
  const ready = (): void => void act.run(() => ask(calls.ready, {}));
  return (
    <div className="calls-part calls-phone" role="group" aria-label={text("phone.label")} data-phone={view.kind}>
      <span className="calls-part__word">
        <Headset size={14} aria-hidden="true" /> {text("phone.label")}
      </span>
      <div className="am-row">
        <span role="status" className="calls-phone__state">
          <StateWords view={view} />
        </span>
        <Since view={view} />
        {(view.kind === "off" || view.kind === "refused" || view.kind === "no_microphone") && (
          <Button size="s" variant="primary" onClick={() => comeToQueue(user.userId)}>
            {text(view.kind === "off" ? "phone.come" : "phone.again")}
          </Button>
        )}
        {(view.kind === "aside" || view.kind === "paused" || view.kind === "wrap_up") && (
          <Button size="s" variant="primary" loading={act.busy} onClick={ready}>
            {text("phone.be_ready")}
          </Button>
        )}
        {isHere && view.kind !== "paused" && view.kind !== "aside" && (
          <PauseMenu act={act} asked={"pauseNext" in view ? view.pauseNext : null} />
        )}
        <PhoneMenu isHere={isHere} isBusy={isBusy} act={act} onDevices={onDevices} onCallOut={onCallOut} />
      </div>
    </div>
  );
}

function StateWords({ view }: { readonly view: PhoneView }): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  switch (view.kind) {
    case "off":
      return <span className="am-t2">{text(view.elsewhere ? "phone.off_elsewhere" : "phone.off")}</span>;
    case "no_microphone":
      return <span className="am-attention calls-phone__why">{text(`phone.no_microphone.${view.why}`)}</span>;
    case "refused":
      return (
        <span className="am-attention calls-phone__why">
          {view.problem === null ? text("phone.not_taken") : sentence(view.problem, language)}
        </span>
      );
    case "paused":
      return <span className="am-attention am-strong">{text("phone.paused", { reason: text(`pause.${view.reason}`) })}</span>;
    case "lost":
      return <span className="am-attention am-strong">{text("phone.lost")}</span>;
    case "ready":
      return <span className="am-strong">{text("phone.ready")}</span>;
    default:
      return <span className="am-t2">{text(`phone.${view.kind}`)}</span>;
  }
}

/** Time in this state; for wrap-up, the time left. It changes each second, so it stands outside of the live region. */
function Since({ view }: { readonly view: PhoneView }): ReactNode {
  const text = useText();
  const format = useFormat();
  const now = useNow();
  if (view.kind === "wrap_up")
    return (
      <span className="am-t2">
        {text("phone.left")} <Num className="am-strong">{format.age(Math.max(0, view.until - now))}</Num>
      </span>
    );
  return "since" in view ? <Num className="am-t2">{format.age(now - view.since)}</Num> : null;
}
