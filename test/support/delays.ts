import http from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'

// A busy machine: commits, answers of the database, its notices and the replies of servers come late, at random. Later than
// they could: a notice also after an answer that came behind it.

type Around = (go: () => unknown, that: object, args: unknown[]) => unknown

/** Replaces a method by what is made of it. */
function around(object: object, name: string, make: Around): void {
  const method: unknown = Reflect.get(object, name)
  if (typeof method !== 'function') throw new Error(`there is no ${name}`)
  Reflect.set(object, name, function of(this: object, ...args: unknown[]) {
    return make(() => Reflect.apply(method, this, args), this, args)
  })
}

const chance = (share: number) => Math.random() < share
const upTo = (milliseconds: number) => pause(Math.random() * milliseconds)

around(pg.Client.prototype, 'query', (go, client, [query, ...rest]) => {
  const isPlain = typeof query === 'string' && rest.length === 0
  if (isPlain && query === 'commit' && chance(0.4) && client instanceof pg.Client)
    client.query(`select pg_sleep(${Math.random() * 0.06})`).catch(() => undefined)
  const asked = go()
  if (!(asked instanceof Promise) || chance(0.7)) return asked
  const late = async () => {
    const answer: unknown = await asked
    await upTo(20)
    return answer
  }
  return late()
})
around(pg.Pool.prototype, 'connect', (go, _, args) => (args.length > 0 || chance(0.7) ? go() : upTo(20).then(go)))

const notices = new WeakMap<object, Promise<unknown>>()
around(pg.Client.prototype, 'emit', (go, client, [event]) => {
  if (event !== 'notification') return go()
  const before = notices.get(client) ?? Promise.resolve()
  notices.set(client, before.then(() => upTo(60)).then(go))
  return true
})
around(http.ServerResponse.prototype, 'end', (go, reply) => {
  if (chance(0.6)) return go()
  setTimeout(go, Math.random() * 150)
  return reply
})
