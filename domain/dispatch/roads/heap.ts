/** A binary heap of nodes by cost, for searches that put a node in again instead of moving it. */
export class Heap {
  readonly #costs: number[] = [];
  readonly #nodes: number[] = [];

  push(node: number, cost: number): void {
    let at = this.#nodes.length;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = this.#costs[parent] ?? 0;
      if (above <= cost) break;
      this.#put(at, this.#nodes[parent] ?? 0, above);
      at = parent;
    }
    this.#put(at, node, cost);
  }

  get size(): number {
    return this.#nodes.length;
  }

  /** The cost of the cheapest; Infinity when empty. */
  get least(): number {
    return this.#costs[0] ?? Infinity;
  }

  /** Takes the cheapest node; -1 when empty. Its cost is asked before: a search takes ten thousands, and a pair would be made for each. */
  pop(): number {
    const node = this.#nodes[0] ?? -1;
    const lastNode = this.#nodes.pop() ?? -1;
    const lastCost = this.#costs.pop() ?? Infinity;
    if (this.#nodes.length > 0) this.#sink(lastNode, lastCost);
    return node;
  }

  #sink(node: number, cost: number): void {
    const size = this.#nodes.length;
    let at = 0;
    for (let child = 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && (this.#costs[child + 1] ?? 0) < (this.#costs[child] ?? 0)) child++;
      const below = this.#costs[child] ?? 0;
      if (cost <= below) break;
      this.#put(at, this.#nodes[child] ?? 0, below);
      at = child;
    }
    this.#put(at, node, cost);
  }

  #put(at: number, node: number, cost: number): void {
    this.#nodes[at] = node;
    this.#costs[at] = cost;
  }
}
