import OctagonAlert from "lucide-react/icons/octagon-alert";
import type { ReactNode } from "react";
import { Button } from "../controls/button.tsx";
import { useUiText } from "../i18n/use-i18n.ts";

export interface AlarmBarProps {
  readonly title: ReactNode;
  readonly detail?: ReactNode;
  readonly onAcknowledge: () => void;
  readonly busy?: boolean | undefined;
  readonly actions?: ReactNode;
}

/**
 * Red, and stays until a named person acknowledges. The sound and the key F9 (`useShortcut("F9", …)`) belong to the shell,
 * which knows which alarm comes first.
 */
export function AlarmBar({ title, detail, onAcknowledge, busy, actions }: AlarmBarProps): ReactNode {
  const text = useUiText();
  return (
    <div role="alert" className="am-alarm">
      <OctagonAlert size={24} aria-hidden="true" />
      <div className="am-alarm__text">
        <div className="am-alarm__title">{title}</div>
        {detail && <div className="am-alarm__detail">{detail}</div>}
      </div>
      {actions}
      <Button shortcut="F9" loading={busy} onClick={onAcknowledge}>
        {text("acknowledge")}
      </Button>
    </div>
  );
}
