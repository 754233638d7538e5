/** Windows read their lists and open their stream at about the same time; whoever has read earlier than this reads again. */
const remembered = 10_000
/** Of one operator. Each apart: a change of the tree names hundreds whose rights it may change, and no event. */
const mostRemembered = { events: 200, rights: 2_000 }

/** What was heard of one operator lately, by name, and when last. */
interface Heard {
  /** ids of events */
  events: Map<string, number>
  /** on what the rights hang that may have changed */
  rights: Map<string, number>
  /** when that was heard which had to make room */
  shed: number
}

/** What was heard of an operator within the time that is remembered. */
export interface Lately {
  events: ReadonlyMap<string, number>
  rights: ReadonlyMap<string, number>
  /** what was before, nobody knows */
  since: number
  /** too much was heard to remember it all */
  overflow: boolean
}

/** What this process heard of lately, by operator: ids only. */
export class Recent {
  private readonly heard = new Map<string, Heard>()
  private listensSince = Date.now()

  keep(operator: string, what: keyof typeof mostRemembered, name: string): void {
    const heard = this.heard.get(operator) ?? { events: new Map(), rights: new Map(), shed: 0 }
    this.heard.set(operator, heard)
    const names = heard[what]
    // the oldest comes first
    names.delete(name)
    names.set(name, Date.now())
    const [first] = names
    if (!first || names.size <= mostRemembered[what]) return
    names.delete(first[0])
    heard.shed = Math.max(heard.shed, first[1])
  }

  /** Something may have passed unheard. */
  forget(): void {
    this.heard.clear()
    this.listensSince = Date.now()
  }

  /** What was heard of an operator. */
  of(operator: string): Lately {
    const { events, rights, shed } = this.heard.get(operator) ?? { events: [], rights: [], shed: 0 }
    const since = Math.max(Date.now() - remembered, this.listensSince)
    const later = (names: Iterable<[string, number]>) => new Map([...names].filter(([, at]) => at > since))
    return { events: later(events), rights: later(rights), since, overflow: shed > since }
  }

  /** Lets go of operators of whom nothing was heard for some time. */
  tidy(): void {
    for (const operator of this.heard.keys()) {
      const { events, rights, overflow } = this.of(operator)
      if (events.size + rights.size === 0 && !overflow) this.heard.delete(operator)
    }
  }
}
