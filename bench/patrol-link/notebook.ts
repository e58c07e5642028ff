/** Between which moments something was pressed, ms since the epoch. */
export type Pressed = { readonly from: number; readonly to: number };

/** Bench's own record of a crew's acts: each effect that the room must have, once, and the time each step was pressed. */
export class Notebook {
  readonly effects: string[] = [];
  readonly steps = new Map<string, Pressed>();

  expect(effect: string): void {
    this.effects.push(effect);
  }

  /** A step of an intervention, and what else came of the same press. */
  pressed(name: string, step: string, when: Pressed, also?: "met" | "taken" | "outcome"): void {
    this.steps.set(`${name} ${step}`, when);
    this.effects.push(also === "met" || also === "taken" ? `${also} ${name}` : `step ${name} ${step}`);
    if (also === "outcome") this.effects.push(`outcome ${name}`);
  }

  help(when: Pressed): void {
    this.steps.set("help", when);
    this.effects.push("help");
  }
}

const counted = (effects: readonly string[]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const effect of effects) counts.set(effect, (counts.get(effect) ?? 0) + 1);
  return counts;
};

/** Lists the entries of `from` that `within` lacks, each as often as it is missing. */
export function missing(from: readonly string[], within: readonly string[]): string[] {
  const there = counted(within);
  return [...counted(from)].flatMap(([effect, times]) => Array<string>(Math.max(0, times - (there.get(effect) ?? 0))).fill(effect));
}
