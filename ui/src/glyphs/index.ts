export { glyphColours, variableColours, type GlyphColours } from "./colours.ts";
export { CameraGlyph, PriorityGlyph, UnitGlyph } from "./glyph.tsx";
export { CameraLabel, PriorityLabel, UnitLabel } from "./labels.tsx";
export { OriginGlyph } from "./origin.tsx";
export { cameraStates, origins, priorities, unitStates, type CameraState, type Origin, type Priority, type UnitState } from "./states.ts";
export { cameraSvg, prioritySvg, svgUrl, unitSvg, type GlyphSvgOptions } from "./svg.ts";
