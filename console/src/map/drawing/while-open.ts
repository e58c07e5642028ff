/**
 * A thing in use until it is closed; later calls do nothing. React runs the effects of a component with the map of that render, also if
 * another effect of the same commit has closed it.
 */
export class WhileOpen<T> {
  #held: { readonly thing: T } | null;

  constructor(thing: T) {
    this.#held = { thing };
  }

  /** Does something with the thing; undefined once it is closed. */
  use<R>(act: (thing: T) => R): R | undefined {
    return this.#held === null ? undefined : act(this.#held.thing);
  }

  /** Closes the thing, once. */
  close(act: (thing: T) => void): void {
    const held = this.#held;
    this.#held = null;
    if (held !== null) act(held.thing);
  }
}
