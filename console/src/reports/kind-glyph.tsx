import type { ReportKind } from "@amaliyat/domain/reports";
import Accident from "lucide-react/icons/car";
import Damage from "lucide-react/icons/hammer";
import Danger from "lucide-react/icons/siren";
import Driving from "lucide-react/icons/gauge";
import Missing from "lucide-react/icons/user-search";
import Obstacle from "lucide-react/icons/traffic-cone";
import Other from "lucide-react/icons/ellipsis";
import Suspicious from "lucide-react/icons/eye";
import Theft from "lucide-react/icons/wallet";
import type { ReactNode } from "react";

const ICONS = {
  accident: Accident,
  theft: Theft,
  danger: Danger,
  missing: Missing,
  driving: Driving,
  obstacle: Obstacle,
  suspicious: Suspicious,
  damage: Damage,
  other: Other,
} as const satisfies Record<ReportKind, unknown>;

/** The picture of a report's kind; its word stands beside it. */
export function KindGlyph({ kind, size = 18 }: { readonly kind: ReportKind; readonly size?: number }): ReactNode {
  const Icon = ICONS[kind];
  return <Icon size={size} aria-hidden="true" />;
}
