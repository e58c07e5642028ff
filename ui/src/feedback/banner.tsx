import Info from "lucide-react/icons/info";
import TriangleAlert from "lucide-react/icons/triangle-alert";
import type { ReactNode } from "react";
import { classNames } from "../controls/class-names.ts";

export interface BannerProps {
  readonly title: ReactNode;
  readonly detail?: ReactNode;
  readonly tone?: "info" | "attention" | "act" | undefined;
  readonly icon?: ReactNode;
  readonly actions?: ReactNode;
  /** With all four borders, inside a panel. */
  readonly boxed?: boolean | undefined;
  readonly className?: string | undefined;
}

/** A condition that lasts, and leaves by itself when it ends: it has no close button. */
export function Banner({ title, detail, tone = "attention", icon, actions, boxed = false, className }: BannerProps): ReactNode {
  const Icon = tone === "info" ? Info : TriangleAlert;
  return (
    <div
      aria-live="polite"
      aria-atomic="true"
      className={classNames("am-banner", `am-banner--${tone}`, boxed && "am-banner--boxed", className)}
    >
      <span className="am-banner__icon" aria-hidden="true">
        {icon ?? <Icon size={20} />}
      </span>
      <div className="am-banner__text">
        <span className="am-banner__title">{title}</span> {detail && <span className="am-banner__detail">{detail}</span>}
      </div>
      {actions}
    </div>
  );
}
