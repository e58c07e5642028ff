/** A binary heap of nodes by cost, for searches that put a node in again instead of moving it. Its memory is kept between searches. */
export class Heap {
  #costs = new Float64Array(1024);
  #nodes = new Int32Array(1024);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  clear(): void {
    this.#size = 0;
  }

  push(node: number, cost: number): void {
    if (this.#size === this.#nodes.length) this.#grow();
    const [costs, nodes] = [this.#costs, this.#nodes];
    let at = this.#size++;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = costs[parent] ?? 0;
      if (above <= cost) break;
      costs[at] = above;
      nodes[at] = nodes[parent] ?? 0;
      at = parent;
    }
    costs[at] = cost;
    nodes[at] = node;
  }

  /** The cost of the cheapest; Infinity when empty. */
  get least(): number {
    return this.#size === 0 ? Infinity : (this.#costs[0] ?? Infinity);
  }

  /** Takes the cheapest node; -1 when empty. Its cost is asked before: a search takes ten thousands, and a pair would be made for each. */
  pop(): number {
    if (this.#size === 0) return -1;
    const [costs, nodes] = [this.#costs, this.#nodes];
    const node = nodes[0] ?? -1;
    const size = --this.#size;
    const cost = costs[size] ?? Infinity;
    const last = nodes[size] ?? -1;
    let at = 0;
    for (let child = 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && (costs[child + 1] ?? 0) < (costs[child] ?? 0)) child++;
      const below = costs[child] ?? 0;
      if (cost <= below) break;
      costs[at] = below;
      nodes[at] = nodes[child] ?? 0;
      at = child;
    }
    costs[at] = cost;
    nodes[at] = last;
    return node;
  }

  #grow(): void {
    const [costs, nodes] = [new Float64Array(this.#costs.length * 2), new Int32Array(this.#nodes.length * 2)];
    costs.set(this.#costs);
    nodes.set(this.#nodes);
    [this.#costs, this.#nodes] = [costs, nodes];
  }
}
