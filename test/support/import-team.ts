import { expect } from 'vitest'
import type { Import, ImportRow } from '../../src/api/imports.ts'
import { makeMembership, makeOperator, makePartner, makePerson, type Organization } from './factories.ts'
import { makeMember, type Member } from './members.ts'
import type { Portal } from './portal.ts'

interface Uploaded {
  status: number
  body: Import & { code?: string; fields?: { path: string; code: string }[] }
}

/** A partner with three possible contacts, and one who imports. */
export interface Team {
  organization: Organization
  maker: Member
  /** path of its imports behind `/api/v1` */
  path: string
  upload(content: string | Buffer, name?: string): Promise<Uploaded>
  read(id: string): Promise<Import>
  /** Waits until the import has come to this. */
  until(id: string, status: Import['status']): Promise<Import>
  rows(id: string, query?: string): Promise<ImportRow[]>
  /** Uploads a file and waits for its dry run. */
  check(content: string | Buffer): Promise<Import>
  /** Asks for what was checked last to be taken over. */
  askCommit(id: string, body?: object): ReturnType<Member['browser']['call']>
  /** Takes it over and waits for the end. */
  commit(id: string): Promise<Import>
  /** Undoes an import and waits for the end. */
  undo(id: string): Promise<Import>
  /** what stands in the database, by external id */
  customers(): Promise<Record<string, unknown>[]>
}

/** A partner of its own operator whose maker, an administrator, imports. */
export async function makeTeam(portal: Portal): Promise<Team> {
  const organization = await makePartner(portal.owner, await makeOperator(portal.owner))
  for (const name of ['Zoë Weiß', 'Jürgen Groß', 'Anna Schmidt']) {
    const person = await makePerson(portal.owner, { name })
    await makeMembership(portal.owner, organization, person, { visibility: 'own', roles: ['licensing'] })
  }
  return teamOf(portal, organization, await makeMember(portal, organization, { name: 'Ida Import' }))
}

/** The same organisation with somebody else at the keyboard. */
export function teamOf(portal: Portal, organization: Organization, maker: Member): Team {
  const path = `/o/${organization.handle}/imports`
  const { browser } = maker
  const team: Team = {
    organization,
    maker,
    path,
    upload: (content, name = 'kunden.csv') => upload(portal, path, maker, content, name),
    read: async (id) => (await browser.call('GET', `${path}/${id}`)).body as Import,
    async until(id, status) {
      const waiting = { timeout: 20_000, interval: 50 }
      await expect.poll(async () => (await team.read(id)).status, waiting).toBe(status)
      return team.read(id)
    },
    rows: async (id, query = 'limit=500') =>
      (await browser.call('GET', `${path}/${id}/rows?${query}`)).body['items'] as ImportRow[],
    check: async (content) => team.until((await team.upload(content)).body.id, 'checked'),
    async askCommit(id, body = {}) {
      const { revision } = await team.read(id)
      return browser.call('POST', `${path}/${id}/commit`, body, { 'if-match': `"${revision}"` })
    },
    async commit(id) {
      expect((await team.askCommit(id)).status).toBe(202)
      return team.until(id, 'done')
    },
    async undo(id) {
      expect((await browser.call('POST', `${path}/${id}/undo`)).status).toBe(202)
      const waiting = { timeout: 20_000, interval: 50 }
      await expect.poll(async () => (await team.read(id)).undo?.status, waiting).toBe('done')
      return team.read(id)
    },
    customers: () => customersOf(portal, organization.id),
  }
  return team
}

async function upload(
  { server }: Portal,
  path: string,
  maker: Member,
  content: string | Buffer,
  name: string,
): Promise<Uploaded> {
  const boundary = 'kontor-test'
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: text/csv\r\n\r\n`
  const reply = await server.inject({
    method: 'POST',
    url: `/api/v1${path}`,
    headers: { cookie: maker.browser.cookie, 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload: Buffer.concat([Buffer.from(head), Buffer.from(content), Buffer.from(`\r\n--${boundary}--\r\n`)]),
  })
  return { status: reply.statusCode, body: JSON.parse(reply.payload) }
}

async function customersOf({ owner }: Portal, organization: string): Promise<Record<string, unknown>[]> {
  const { rows } = await owner.query(
    `select c.external_id, c.name, c.postal_code, c.city, c.country, c.phone, c.email, c.status, c.imported, c.revision, p.name as contact,
       c.customer_since::text
       from customers c left join people p on p.operator_id = c.operator_id and p.person_id = c.contact_id where c.owner_id = $1 order by c.external_id`,
    [organization],
  )
  return rows
}

const header = 'Kundennr.;Firma;Straße;PLZ;Ort;Land;E-Mail;Telefon;Kundenstatus;Kunde seit;Ansprechpartner;Bemerkung'

/** A line of a customer file without fault, with other cells under some headers. */
export function line(id: string, changes: Partial<Record<string, string>> = {}): string {
  const values: Record<string, string | undefined> = {
    'Kundennr.': id,
    Firma: `Firma ${id} KG`,
    Straße: 'Am Markt 1',
    PLZ: '20095',
    Ort: 'Hamburg',
    Land: 'D',
    'E-Mail': `info@${id}.example`.toLowerCase(),
    Telefon: '040/331280',
    Kundenstatus: 'Kunde',
    'Kunde seit': '07.09.15',
    Ansprechpartner: 'Zoe Weiss',
    Bemerkung: '=A1',
    ...changes,
  }
  const cells = header.split(';').map((name) => values[name] ?? '')
  return cells.join(';')
}

/** A customer file of these lines. */
export function file(...lines: string[]): string {
  return [header, ...lines, ''].join('\r\n')
}
