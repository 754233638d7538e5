import type { Readers } from '../world/load.ts'
import { ids } from '../world/ids.ts'
import { largest, type Plan } from '../world/plan.ts'
import { drive, type Shot } from '../load/drive.ts'
import { connections, median, type Servers } from './lists.ts'

/** Assigning a contact, with history, audit and event: each connection has customers of its own, whose versions it counts. */
export async function compareWrites(
  servers: Servers,
  plan: Plan,
  readers: Readers,
  customers: { id: string; revision: number }[],
  seconds: number,
) {
  const { firstEmployee, employees } = plan.partners[largest] ?? { firstEmployee: 0, employees: 1 }
  const { all } = readers
  let turn = 0
  const draw = () => {
    turn += 1
    // neighbours in time are different rows: nobody waits for a lock
    const customer = customers[turn % customers.length] ?? { id: '', revision: 0 }
    const revision = customer.revision
    customer.revision += 1
    return { id: customer.id, revision, contact: ids.person(firstEmployee + (turn % employees)) }
  }
  const ours = (): Shot => {
    const { id, revision, contact } = draw()
    return {
      method: 'PUT',
      path: `/api/v1/o/${all.organization}/customers/${id}/contact`,
      headers: { cookie: all.cookie, 'if-match': `"${revision}"` },
      body: JSON.stringify({ contact }),
    }
  }
  const theirs = (): Shot => {
    const { id, contact } = draw()
    return {
      method: 'PUT',
      path: `/assign/${id}`,
      body: JSON.stringify({ operator: ids.operator, owner: all.organization, contact }),
    }
  }
  const kontor: number[] = []
  const raw: number[] = []
  for (let round = 0; round < 3; round += 1) {
    kontor.push((await drive(servers.kontor.port, ours, { connections, seconds: seconds / 3 })).perSecond)
    raw.push((await drive(servers.raw.port, theirs, { connections, seconds: seconds / 3 })).perSecond)
  }
  return {
    kontor: median(kontor),
    raw: median(raw),
    ratio: median(kontor.map((rate, i) => rate / (raw[i] ?? 1))),
    promise: 0.4,
  }
}
