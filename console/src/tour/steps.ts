/** Steps of the tour in their order, each with the selectors of its regions. */
const STEPS = [
  { id: "queue", regions: [".room-queue"] },
  { id: "wall", regions: [".room .wall"] },
  { id: "map", regions: [".room .map", ".room-units"] },
  { id: "incoming", regions: [".room .reports-incoming", ".shell-calls"] },
  { id: "palette", regions: [".shell-top__search"] },
  { id: "alarms", regions: [".shell-top"] },
] as const satisfies readonly { readonly id: string; readonly regions: readonly string[] }[];

export type StepId = (typeof STEPS)[number]["id"];

export const FIRST: StepId = STEPS[0].id;

export const isStep = (value: unknown): value is StepId => STEPS.some(({ id }) => id === value);

/** Selectors of a step's regions. */
export const regionsOf = (step: StepId): readonly string[] => STEPS.find(({ id }) => id === step)?.regions ?? [];

const orderOf = (step: StepId): number => STEPS.findIndex(({ id }) => id === step);

/** Steps with a region on the screen. */
export const stepsThere = (isThere: (selector: string) => boolean): readonly StepId[] =>
  STEPS.filter(({ regions }) => regions.some(isThere)).map(({ id }) => id);

/** Step to show for a wanted one: itself, else the next that is there, else the last. Null if none is there. */
export const stepFor = (there: readonly StepId[], wanted: StepId): StepId | null =>
  there.find((step) => orderOf(step) >= orderOf(wanted)) ?? there.at(-1) ?? null;

/** Neighbour of a step among those that are there; null at an end. */
export const stepBeside = (there: readonly StepId[], step: StepId, by: 1 | -1): StepId | null => {
  const index = there.indexOf(step) + by;
  return index < 0 ? null : (there[index] ?? null);
};

/** Act of a key in the card. Arrows follow the reading direction. */
export function tourAct(key: string, direction: "rtl" | "ltr"): "next" | "previous" | "leave" | null {
  switch (key) {
    case "ArrowDown":
      return "next";
    case "ArrowUp":
      return "previous";
    case "ArrowRight":
      return direction === "ltr" ? "next" : "previous";
    case "ArrowLeft":
      return direction === "ltr" ? "previous" : "next";
    case "Escape":
      return "leave";
    default:
      return null;
  }
}
