import type { Audience } from './audience.ts'

/** What comes together is looked at together, in milliseconds. */
export const together = 30
/** An audience looks once in this time: what waits for it is on the screen within a second all the same. */
const betweenLooks = 700
/** Rights are asked for sooner: whoever loses some has to wait for all others. */
const betweenChecks = 150
const betweenFailures = 1_000
/** Nothing announces a day that begins, or a session that nobody uses: each audience looks this often in any case. */
const longestRest = 60_000
/** Looks at the same time: the other connections stay for requests. */
const mostLooking = 3

/** When an audience looks next. */
interface Turn {
  timer: NodeJS.Timeout | undefined
  wakeAt: number
  lastLook: number
  looking: boolean
  /** may have lost rights: comes before all others */
  urgent: boolean
  /** the last look */
  failed: boolean
}

/** Whose turn it is to look: few at a time, those first who may have lost something. */
export class Looks {
  private readonly turns = new Map<Audience, Turn>()
  private readonly urgent = new Set<Audience>()
  private readonly due = new Set<Audience>()
  private readonly look: (audience: Audience) => Promise<number | null>
  private readonly failed: (error: unknown, audience: Audience) => void
  private looking = 0

  /**
   * @param look returns when the audience has to look again at the latest; null: never
   * @param failed what waited was lost with the look, which is made again
   */
  constructor(
    look: (audience: Audience) => Promise<number | null>,
    failed: (error: unknown, audience: Audience) => void,
  ) {
    this.look = look
    this.failed = failed
  }

  /** Whether a look is under way, which may not know of what is told now. */
  isLooking(audience: Audience): boolean {
    return this.turns.get(audience)?.looking ?? false
  }

  /** A stream has just been opened, of a session that ends then. */
  begin(audience: Audience, until: number): void {
    const turn = this.turns.get(audience) ?? { ...atRest, lastLook: Date.now() }
    this.turns.set(audience, turn)
    this.rest(audience, until, turn.wakeAt)
  }

  /** Something may concern this audience. */
  wake(audience: Audience): void {
    const turn = this.turns.get(audience)
    if (turn) this.wakeAt(audience, turn, Math.max(Date.now() + together, turn.lastLook + betweenLooks))
  }

  /** Its rights may have changed. `urgent`: so that it has lost something. */
  check(audience: Audience, urgent: boolean): void {
    const turn = this.turns.get(audience)
    if (!turn) return
    turn.urgent ||= urgent
    if (urgent && this.due.delete(audience)) this.urgent.add(audience)
    this.wakeAt(audience, turn, Math.max(Date.now() + together, turn.lastLook + betweenChecks))
  }

  end(audience: Audience): void {
    clearTimeout(this.turns.get(audience)?.timer)
    this.turns.delete(audience)
    this.urgent.delete(audience)
    this.due.delete(audience)
  }

  private wakeAt(audience: Audience, turn: Turn, at: number): void {
    if (turn.wakeAt <= at) return
    turn.wakeAt = at
    clearTimeout(turn.timer)
    turn.timer = setTimeout(
      () => {
        if (turn.looking) return
        const queue = turn.urgent ? this.urgent : this.due
        queue.add(audience)
        this.next()
      },
      Math.max(0, at - Date.now()),
    )
  }

  private next(): void {
    if (this.looking >= mostLooking) return
    const [audience] = this.urgent.size > 0 ? this.urgent : this.due
    const turn = audience && this.turns.get(audience)
    if (!turn) return
    this.urgent.delete(audience)
    this.due.delete(audience)
    this.looking += 1
    void this.take(audience, turn).finally(() => {
      this.looking -= 1
      this.next()
    })
  }

  private async take(audience: Audience, turn: Turn): Promise<void> {
    const { urgent, failed } = turn
    Object.assign(turn, { ...atRest, looking: true, lastLook: Date.now() })
    try {
      const until = await this.look(audience)
      turn.looking = false
      if (until !== null) this.rest(audience, until, turn.wakeAt)
    } catch (error) {
      turn.looking = false
      this.failed(error, audience)
      // what it may have lost it still sees; a database that is away comes back no sooner for being asked more often
      const pause = urgent && !failed ? betweenChecks : betweenFailures
      turn.urgent ||= urgent
      turn.failed = true
      turn.wakeAt = Number.POSITIVE_INFINITY
      if (this.turns.get(audience) === turn) this.wakeAt(audience, turn, Date.now() + pause)
    }
  }

  private rest(audience: Audience, until: number, soon: number): void {
    const turn = this.turns.get(audience)
    if (!turn) return
    turn.wakeAt = Number.POSITIVE_INFINITY
    // somebody who comes back at once would find the session still alive
    const latest = Math.max(until + 10, Date.now() + betweenLooks)
    this.wakeAt(audience, turn, Math.min(soon, latest, Date.now() + longestRest))
  }
}

const atRest: Turn = {
  timer: undefined,
  wakeAt: Number.POSITIVE_INFINITY,
  lastLook: 0,
  looking: false,
  urgent: false,
  failed: false,
}
