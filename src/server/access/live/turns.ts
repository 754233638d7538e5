/** Work that takes turns, so many at a time and in the order in which it came. */
export class Turns {
  private readonly most: number
  private readonly waiting: (() => Promise<void>)[] = []
  private working = 0

  constructor(most: number) {
    this.most = most
  }

  /** @param work tells its own failures: it never rejects */
  take(work: () => Promise<void>): void {
    this.waiting.push(work)
    this.next()
  }

  private next(): void {
    if (this.working >= this.most) return
    const work = this.waiting.shift()
    if (!work) return
    this.working += 1
    void work().finally(() => {
      this.working -= 1
      this.next()
    })
  }
}
