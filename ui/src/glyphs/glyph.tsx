import { createElement, type ReactNode, type SVGProps } from "react";
import { useUiText } from "../i18n/use-i18n.ts";
import { variableColours } from "./colours.ts";
import { cameraShapes, priorityShapes, unitShapes, type Shape } from "./shapes.ts";
import type { CameraState, Priority, UnitState } from "./states.ts";

interface Look {
  /** px; 20 if not given */
  readonly size?: number | undefined;
  /** True where the word stands beside it: the glyph is then silent. */
  readonly silent?: boolean | undefined;
  readonly className?: string | undefined;
}

const attributeNames: Readonly<Record<string, string>> = {
  "stroke-width": "strokeWidth",
  "stroke-linecap": "strokeLinecap",
  "stroke-linejoin": "strokeLinejoin",
  "stroke-dasharray": "strokeDasharray",
};

function drawn([tag, attributes]: Shape, key: number): ReactNode {
  const props = Object.fromEntries(Object.entries(attributes).map(([name, value]) => [attributeNames[name] ?? name, value]));
  return createElement(tag, { key, ...props });
}

interface DrawingProps extends Look {
  readonly shapes: readonly Shape[];
  readonly word: string;
  readonly turn?: number | undefined;
}

function Drawing({ shapes, word, turn, size = 20, silent = false, className }: DrawingProps): ReactNode {
  const named: SVGProps<SVGSVGElement> = silent ? { "aria-hidden": true } : { role: "img", "aria-label": word };
  const style = turn === undefined ? undefined : { transform: `rotate(${turn}deg)` };
  return (
    <svg
      className={className ? `am-glyph ${className}` : "am-glyph"}
      width={size}
      height={size}
      viewBox="0 0 24 24"
      style={style}
      {...named}
    >
      {shapes.map(drawn)}
    </svg>
  );
}

/** 1 octagon red, 2 triangle amber, 3 circle outline, 4 bar outline: read by shape and digit before colour. */
export function PriorityGlyph({ priority, ...look }: Look & { readonly priority: Priority }): ReactNode {
  const text = useUiText();
  const word = text("priority.label", { level: priority, word: text(`priority.${priority}`) });
  return <Drawing size={24} {...look} shapes={priorityShapes(priority, variableColours)} word={word} />;
}

/** `heading` (degrees from north) turns the arrowhead of a unit on its way. */
export function UnitGlyph({
  state,
  heading,
  ...look
}: Look & { readonly state: UnitState; readonly heading?: number | undefined }): ReactNode {
  const text = useUiText();
  const turn = state === "en_route" ? heading : undefined;
  return <Drawing {...look} shapes={unitShapes(state, variableColours)} word={text(`unit.${state}`)} turn={turn} />;
}

export function CameraGlyph({ state, ...look }: Look & { readonly state: CameraState }): ReactNode {
  const text = useUiText();
  return <Drawing {...look} shapes={cameraShapes(state, variableColours)} word={text(`camera.${state}`)} />;
}
