import { useState, type ReactNode } from "react";
import { Button } from "../src/controls/index.ts";
import {
  AlarmBar,
  Banner,
  EmptyState,
  ErrorPanel,
  LoadingState,
  LostState,
  NoPermissionState,
  Progress,
  showToast,
} from "../src/feedback/index.ts";
import { Panel } from "../src/layout/index.ts";
import type { Words } from "./words.ts";

export function StateSheet({ w }: { readonly w: Words }): ReactNode {
  const [since] = useState(() => Date.now() - 18_000);
  const [next] = useState(() => Date.now() + 60_000);
  return (
    <Panel title={w.states} padded region>
      <div className="g-states">
        <div>
          <EmptyState
            title={w.noOpen}
            text={w.noOpenText}
            act={
              <Button size="s" shortcut="Ctrl+KeyN">
                {w.open}
              </Button>
            }
          />
        </div>
        <div>
          <LoadingState what={w.interventions} />
        </div>
        <div>
          <LostState since={since} nextTryAt={next} onRetry={() => showToast({ text: w.siteDown, tone: "attention" })} />
        </div>
        <div>
          <NoPermissionState title={w.noRight} reason={w.sector} onAsk={() => showToast({ text: w.sent })} />
        </div>
      </div>
      <ErrorPanel code="intervention.already_closed" message={w.errorText} onRetry={() => undefined} reference="7f3c19ad" />
    </Panel>
  );
}

export function MessageSheet({ w }: { readonly w: Words }): ReactNode {
  const [ratio, setRatio] = useState(0.42);
  return (
    <Panel title={w.messages} padded region>
      <AlarmBar title={w.distress} detail={w.distressAt} onAcknowledge={() => showToast({ text: w.distress })} />
      <Banner title={w.siteDown} detail={w.siteDetail} actions={<Button size="s">{w.show}</Button>} />
      <Banner tone="info" boxed title={w.info} detail={w.infoDetail} />
      <Banner tone="act" boxed title={w.distress} detail={w.siteDetail} />
      <Progress label={w.exporting} ratio={ratio} onCancel={() => setRatio(0)} />
      <Progress label={w.exporting} ratio={null} />
    </Panel>
  );
}
