import { z } from 'zod'
import type { Attribute, Customer } from '../model/world.ts'
import type { LoadedWorld } from '../support/load-world.ts'
import type { Facts } from './facts.ts'
import type { Ask } from './http-door.ts'
import type { Sample } from './http-model.ts'

const Revised = z.object({ revision: z.int() })

/** A value of the right form; search looks for addresses, so those stay. */
function writtenFor({ id, status, values }: Customer, attribute: Attribute): string {
  if (attribute === 'status') return status
  if (attribute === 'email' && values.email) return values.email
  return WRITTEN[attribute] ?? `Neu ${id}`.slice(0, 60)
}

const WRITTEN: Partial<Record<Attribute, string>> = {
  email: 'neu@kunde.example',
  phone: '+49 30 901820',
  website: 'https://kunde.example',
  postalCode: '10115',
  country: 'DE',
  industry: 'energy',
  vatId: 'DE136695976',
  customerSince: '2020-02-03',
}

/** Writes what changes no row that anybody sees: master data, and the contact that stands there already. */
export async function sayOfWrites(
  facts: Facts,
  ask: Ask,
  { ids }: LoadedWorld,
  customer: Customer,
  { written }: Sample,
): Promise<void> {
  const { id, contact } = customer
  const path = `/customers/${ids.of('customers', id)}`
  const revision = async () => Revised.safeParse((await ask(path)).json).data?.revision ?? 1
  for (const attribute of written(customer)) {
    const body = { [attribute]: writtenFor(customer, attribute) }
    const answer = await ask(path, { method: 'PATCH', body, revision: await revision() })
    facts.set(`write ${id} ${attribute}`, String(answer.status))
  }
  const body = { contact: contact === null ? null : ids.of('persons', contact) }
  const { status } = await ask(`${path}/contact`, { method: 'PUT', body, revision: await revision() })
  // 422: permitted, but whoever stands there is no member any more
  facts.set(`assign ${id}`, String(status === 422 ? 200 : status))
  facts.set(`candidates ${id}`, String((await ask(`${path}/contact/candidates`)).status))
}

/** Creates a customer for an owner. @returns its id, or the status of the refusal */
export async function created(
  ask: Ask,
  { ids }: LoadedWorld,
  owner: string,
): Promise<{ id: string } | { status: number }> {
  const body = { name: 'Made by the proof', status: 'prospect', owner: ids.of('organizations', owner) }
  const answer = await ask('/customers', { method: 'POST', body })
  return answer.status === 201 ? z.object({ id: z.string() }).parse(answer.json) : { status: answer.status }
}
