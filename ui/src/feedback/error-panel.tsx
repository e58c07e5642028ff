import TriangleAlert from "lucide-react/icons/triangle-alert";
import type { ReactNode } from "react";
import { Button } from "../controls/button.tsx";
import { useUiText } from "../i18n/use-i18n.ts";
import { State } from "./state-panel.tsx";

export interface ErrorPanelProps {
  /** `intervention.already_closed`: small, for a person called for help; never alone. */
  readonly code: string;
  /** The sentence of that code: the event and its cure. */
  readonly message: ReactNode;
  readonly title?: ReactNode;
  readonly onRetry?: (() => void) | undefined;
  /** The number of the request in the server's log. */
  readonly reference?: string | undefined;
}

/** A refusal or failure that has a code. */
export function ErrorPanel({ code, message, title, onRetry, reference }: ErrorPanelProps): ReactNode {
  const text = useUiText();
  const act = (
    <>
      {onRetry && (
        <Button size="s" onClick={onRetry}>
          {text("retry")}
        </Button>
      )}
      <span className="am-state__aside">{text("state.report_code")}</span>
      <bdi dir="ltr" className="am-state__code">
        {reference ? `${code} · ${reference}` : code}
      </bdi>
    </>
  );
  return (
    <State
      kind="error"
      icon={<TriangleAlert size={24} />}
      title={title ?? text("state.failed")}
      text={message}
      act={act}
      live="assertive"
    />
  );
}
