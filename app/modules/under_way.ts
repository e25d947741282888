import { Registry } from './registry.ts'

/**
 * Counts the requests and jobs that are under way, by the registry generation that they began
 * on. What goes with a module may go for good once nothing older than its leave is left.
 */
class UnderWay {
  #counts = new Map<number, number>()
  #waiting: { generation: number; resolve: () => void }[] = []

  /** Something begins now. Returns what ends it; ending it twice does no harm. */
  enter(): () => void {
    const { generation } = Registry.current
    this.#counts.set(generation, (this.#counts.get(generation) ?? 0) + 1)
    let isOver = false
    return () => {
      if (isOver) return
      isOver = true
      this.#leave(generation)
    }
  }

  /** How many are under way that began on an older generation. */
  olderThan(generation: number): number {
    const older = [...this.#counts].filter(([began]) => began < generation)
    return older.reduce((sum, [, count]) => sum + count, 0)
  }

  /** Resolves when nothing is left that began on an older generation. */
  whenNoneOlder(generation: number): Promise<void> {
    if (this.olderThan(generation) === 0) return Promise.resolve()
    return new Promise((resolve) => this.#waiting.push({ generation, resolve }))
  }

  #leave(generation: number) {
    const count = this.#counts.get(generation)! - 1
    if (count > 0) this.#counts.set(generation, count)
    else this.#counts.delete(generation)
    const over = this.#waiting.filter((each) => this.olderThan(each.generation) === 0)
    this.#waiting = this.#waiting.filter((each) => !over.includes(each))
    for (const { resolve } of over) resolve()
  }
}

/** What is under way in this process. */
export const underWay = new UnderWay()
