/** The colours a glyph draws with: CSS variables on a page, plain values in a picture (a map cannot see variables). */
export interface GlyphColours {
  readonly text: string;
  readonly text2: string;
  readonly text3: string;
  readonly engaged: string;
  readonly attention: string;
  readonly attentionSolid: string;
  readonly onAttention: string;
  readonly act: string;
  readonly actSolid: string;
  readonly onSolid: string;
  /** Behind the glyph on a map. */
  readonly halo: string;
}

export const variableColours: GlyphColours = {
  text: "var(--text)",
  text2: "var(--text-2)",
  text3: "var(--text-3)",
  engaged: "var(--engaged)",
  attention: "var(--attention)",
  attentionSolid: "var(--attention-solid)",
  onAttention: "var(--on-attention)",
  act: "var(--act)",
  actSolid: "var(--act-solid)",
  onSolid: "var(--on-solid)",
  halo: "var(--surface)",
};

/** The same values as styles/tokens.css; a test keeps them equal. */
export const glyphColours: Readonly<Record<"dark" | "light", GlyphColours>> = {
  dark: {
    text: "#e8ebed",
    text2: "#b7bfc6",
    text3: "#949ea7",
    engaged: "#74b7f4",
    attention: "#f2b13c",
    attentionSolid: "#f2b13c",
    onAttention: "#1a1300",
    act: "#ff8577",
    actSolid: "#c92f26",
    onSolid: "#ffffff",
    halo: "#191d21",
  },
  light: {
    text: "#14181b",
    text2: "#414a52",
    text3: "#586370",
    engaged: "#0b5aa3",
    attention: "#7a4a00",
    attentionSolid: "#f2b13c",
    onAttention: "#1a1300",
    act: "#b3261e",
    actSolid: "#b3261e",
    onSolid: "#ffffff",
    halo: "#ffffff",
  },
};
