import type { Priority } from "@amaliyat/domain/interventions";
import type { ReactNode } from "react";
import { PRIORITY_SHAPES } from "./priority-shapes.ts";

/** Outlines of 24 × 24, drawn with the colour of the text beside them. */
const PATHS = {
  check: "M4 12.5 9.5 18 20 6.5",
  pin: "M12 21.5s7-6.6 7-12a7 7 0 1 0-14 0c0 5.4 7 12 7 12ZM12 12a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Z",
  alert: "M8 2.5h8l5.5 5.5v8L16 21.5H8L2.5 16V8ZM12 7.5v5.5M12 16.4v.2",
  no_link: "M3 3l18 18M5 12.6a10 10 0 0 1 4.6-2.5M19 12.6a10 10 0 0 0-3-2M8.5 16a5 5 0 0 1 7 0M12 19.6v.2",
  link: "M2.5 9a14 14 0 0 1 19 0M5.5 12.6a9.5 9.5 0 0 1 13 0M8.6 16a5 5 0 0 1 6.8 0M12 19.6v.2",
  menu: "M4 7h16M4 12h16M4 17h16",
  note: "M5 3.5h14v17H5ZM8.5 8h7M8.5 12h7M8.5 16h4",
  flag: "M5.5 21V4M5.5 4.5h12l-2.5 4 2.5 4h-12",
  mic: "M12 3a3 3 0 0 0-3 3v5a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3ZM5.5 11a6.5 6.5 0 0 0 13 0M12 17.5V21",
  phone:
    "M6 3.5h3.5l1.5 4.5-2.2 1.6a12 12 0 0 0 5.6 5.6L16 13l4.5 1.5V18a2.5 2.5 0 0 1-2.7 2.5A15.5 15.5 0 0 1 3.5 6.2 2.5 2.5 0 0 1 6 3.5Z",
  camera: "M4 7.5h3.5L9 5h6l1.5 2.5H20v12H4ZM12 17a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7Z",
  go: "M12 3 20 21l-8-4.5L4 21Z",
  minus: "M5 12h14",
  centre: "M12 2v4M12 18v4M2 12h4M18 12h4M12 18a6 6 0 1 0 0-12 6 6 0 0 0 0 12ZM12 13a1 1 0 1 0 0-2 1 1 0 0 0 0 2Z",
  way: "M6 8.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5ZM6 8.5v4a4 4 0 0 0 4 4h4M16.5 19a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Z",
  add: "M12 5v14M5 12h14",
} as const;
export type IconName = keyof typeof PATHS;

export function Icon({ name, size = 24 }: { readonly name: IconName; readonly size?: number }): ReactNode {
  return (
    <svg className="icon" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}

/** Priority by shape and digit before colour: octagon, triangle, circle, bar. */
export function PriorityMark({ priority }: { readonly priority: Priority }): ReactNode {
  return (
    <svg className="priority" data-priority={priority} width={44} height={44} viewBox="0 0 24 24" aria-hidden="true">
      <path d={PRIORITY_SHAPES[priority]} />
      <text x="12" y={priority === "P2" ? 19 : 16.4} textAnchor="middle">
        {priority.slice(1)}
      </text>
    </svg>
  );
}

const TURNS = { straight: 0, slight_right: 45, right: 90, sharp_right: 135, slight_left: -45, left: -90, sharp_left: -135, back: 180 };

export function TurnArrow({ turn }: { readonly turn: keyof typeof TURNS | null }): ReactNode {
  return (
    <svg className="icon" width={40} height={40} viewBox="0 0 24 24" aria-hidden="true">
      <path d="M12 20V5M6.5 10.5 12 5l5.5 5.5" transform={`rotate(${TURNS[turn ?? "straight"]} 12 12)`} />
    </svg>
  );
}
