import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'

const Created = z.object({ id: z.string() })
const Me = z.object({ memberships: z.array(z.object({ organization: z.object({ handle: z.string() }) })) })

/** Clients that create customers without a break, and ask again under the same key where no answer came. */
export interface Writers {
  /** what the portal has acknowledged: the name, and the id it was given */
  acknowledged: Map<string, string>
  /** Writes no more, once everything that was begun is acknowledged. */
  stop(): Promise<void>
}

/** Sets some clients to work as an administrator of the demo world. */
export async function startWriters(url: string, clients: number): Promise<Writers> {
  const acknowledged = new Map<string, string>()
  const { cookie, customers } = await signIn(url)
  const work = { goes: true }
  const write = async (client: number) => {
    for (let turn = 0; work.goes; turn += 1) {
      const name = `Written ${client}-${turn}`
      acknowledged.set(name, await createOnce(customers, cookie, name))
    }
  }
  const all = Promise.all(Array.from({ length: clients }, (_, client) => write(client)))
  return {
    acknowledged,
    stop: async () => {
      work.goes = false
      await all
    },
  }
}

async function signIn(url: string): Promise<{ cookie: string; customers: string }> {
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
  return { cookie, customers: `${url}/api/v1/o/${me.memberships[0]?.organization.handle}/customers` }
}

const prospect = {
  status: 'prospect',
  email: 'kontakt@kunde.example',
  street: 'Hafenstraße 1',
  postalCode: '24103',
  city: 'Kiel',
  country: 'DE',
}

/** Asks until there is an answer; the key keeps a second try from doing it twice. */
async function createOnce(address: string, cookie: string, name: string): Promise<string> {
  const key = name.replace(' ', '-')
  const until = Date.now() + 60_000
  for (;;) {
    const reply = await fetch(address, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify({ ...prospect, name }),
    }).catch(() => null)
    if (reply && reply.status < 500) {
      if (reply.status !== 201) throw new Error(`${name}: ${reply.status} ${await reply.text()}`)
      return Created.parse(await reply.json()).id
    }
    if (Date.now() > until) throw new Error(`${name}: no answer`)
    await pause(50)
  }
}
