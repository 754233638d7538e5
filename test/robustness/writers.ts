import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'

const Created = z.object({ id: z.string() })
const Me = z.object({ memberships: z.array(z.object({ organization: z.object({ handle: z.string() }) })) })

/** Clients that create customers without a break, and ask again under the same key where no answer came. */
export interface Writers {
  /** what the portal has acknowledged: the name, and the id it was given */
  acknowledged: Map<string, string>
  /** what was answered, and when by `performance.now()`; 0: nothing */
  answers: { at: number; status: number }[]
  /** Writes no more, once everything that was begun is acknowledged. */
  stop(): Promise<void>
}

/** Sets some clients to work as an administrator of the demo world. */
export async function startWriters(url: string, clients: number): Promise<Writers> {
  const acknowledged = new Map<string, string>()
  const answers: Writers['answers'] = []
  const { cookie, organization } = await signInToDemo(url)
  const customers = `${organization}/customers`
  const work = { goes: true }
  const write = async (client: number) => {
    for (let turn = 0; work.goes; turn += 1) {
      const name = `Written ${client}-${turn}`
      const { id } = Created.parse(await untilAnswered(() => create(customers, cookie, name), answers))
      acknowledged.set(name, id)
    }
  }
  const all = Promise.all(Array.from({ length: clients }, (_, client) => write(client)))
  return {
    acknowledged,
    answers,
    stop: async () => {
      work.goes = false
      await all
    },
  }
}

/** Signs in as an administrator of the demo world. @returns the address of an organisation, which its paths follow */
export async function signInToDemo(url: string): Promise<{ cookie: string; organization: string }> {
  const demo = await fetch(`${url}/api/v1/demo`)
  const { items } = z
    .object({ items: z.array(z.object({ login: z.string(), password: z.string() })) })
    .parse(await demo.json())
  const reply = await fetch(`${url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login: items[0]?.login, password: items[0]?.password }),
  })
  const cookie = reply.headers.get('set-cookie')?.split(';')[0] ?? ''
  const me = Me.parse(await (await fetch(`${url}/api/v1/me`, { headers: { cookie } })).json())
  return { cookie, organization: `${url}/api/v1/o/${me.memberships[0]?.organization.handle}` }
}

/** Asks until there is an answer that is no 5xx. @returns what it holds */
export async function untilAnswered(ask: () => Promise<Response>, answers: Writers['answers']): Promise<unknown> {
  const until = Date.now() + 60_000
  for (;;) {
    const reply = await ask().catch(() => null)
    answers.push({ at: performance.now(), status: reply?.status ?? 0 })
    if (reply && reply.status < 500) {
      if (!reply.ok) throw new Error(`${reply.status} ${await reply.text()}`)
      return reply.json()
    }
    if (Date.now() > until) throw new Error('no answer')
    await pause(50)
  }
}

const prospect = {
  status: 'prospect',
  email: 'kontakt@kunde.example',
  street: 'Hafenstraße 1',
  postalCode: '24103',
  city: 'Kiel',
  country: 'DE',
}

/** The key keeps a second try from doing it twice. */
function create(customers: string, cookie: string, name: string): Promise<Response> {
  return fetch(customers, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json', 'idempotency-key': name.replace(' ', '-') },
    body: JSON.stringify({ ...prospect, name }),
  })
}
