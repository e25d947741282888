/** What was worked out about pairs, kept for as long as the first of the two lives. */
export class Once<First extends object, Second, Value> {
  #known = new WeakMap<First, Map<Second, Value>>()

  /** What is known of a pair, worked out by `make` the first time. */
  of(first: First, second: Second, make: () => Value): Value {
    let ofFirst = this.#known.get(first)
    if (!ofFirst) this.#known.set(first, (ofFirst = new Map()))
    let value = ofFirst.get(second)
    if (value === undefined) ofFirst.set(second, (value = make()))
    return value
  }
}
