import type { ReactNode } from "react";
import { useUiText } from "../i18n/use-i18n.ts";
import { CameraGlyph, PriorityGlyph, UnitGlyph } from "./glyph.tsx";
import type { CameraState, Priority, UnitState } from "./states.ts";

/** Glyph with its word: how a state is written wherever there is room. */
export function PriorityLabel({ priority, size }: { readonly priority: Priority; readonly size?: number | undefined }): ReactNode {
  const text = useUiText();
  return (
    <span className="am-glyph-label">
      <PriorityGlyph priority={priority} size={size} silent />
      <span>{text(`priority.${priority}`)}</span>
    </span>
  );
}

export function UnitLabel(props: {
  readonly state: UnitState;
  readonly heading?: number | undefined;
  readonly size?: number | undefined;
}): ReactNode {
  const text = useUiText();
  return (
    <span className="am-glyph-label">
      <UnitGlyph state={props.state} heading={props.heading} size={props.size} silent />
      <span>{text(`unit.${props.state}`)}</span>
    </span>
  );
}

export function CameraLabel({ state, size }: { readonly state: CameraState; readonly size?: number | undefined }): ReactNode {
  const text = useUiText();
  return (
    <span className="am-glyph-label">
      <CameraGlyph state={state} size={size} silent />
      <span>{text(`camera.${state}`)}</span>
    </span>
  );
}
