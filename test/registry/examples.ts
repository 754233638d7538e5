import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type { Endpoint } from '../../src/api/endpoint.ts'
import { lists } from '../../src/api/index.ts'
import { makeMembership, makePerson } from '../support/factories.ts'
import { formOf } from '../support/logos.ts'
import { pngOf } from '../support/pictures.ts'
import type { Given } from './ask.ts'
import {
  makeImport,
  makeInvited,
  makeLogo,
  makeMail,
  makeMarkedCustomer,
  makeView,
  storeLogo,
} from './registry-world.ts'
import type { Scene } from './scene.ts'

type Example = (scene: Scene) => Promise<Given>

/** Endpoints whose success needs another installation than the one that is tested here. */
export const shownElsewhere: ReadonlySet<string> = new Set([
  // demo and set-up: their own tests begin with an empty installation
  'installation.demo',
  'installation.loadDemo',
  'installation.setUp',
  'installation.checkCode',
])

/** A request that succeeds, on records of its own where it writes. A new endpoint that writes needs one of these. */
export async function exampleOf(endpoint: Endpoint, scene: Scene): Promise<Given> {
  const { cookie, world } = scene
  // signing in ends the session that a browser has already
  const known = {
    ...(endpoint.can !== 'public' && { cookie }),
    organization: world.operator.handle,
    params: world.ids,
  }
  const example = writes[endpoint.name]
  if (example) return { ...known, ...(await example(scene)) }
  if (endpoint.method !== 'get' && endpoint.body) throw new Error(`${endpoint.name} has no example of a success`)
  const list = lists.find(({ choices }) => choices === endpoint)
  const column = list?.columns.find(({ filterable, type }) => filterable && type === 'choice')?.key
  return column ? { ...known, params: { column } } : known
}

/** Multipart, as a browser sends a file. */
function upload(text: string, name = 'kunden.csv'): Pick<Given, 'payload' | 'headers'> {
  const head = `Content-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: text/csv`
  return {
    payload: `--kontor\r\n${head}\r\n\r\n${text}\r\n--kontor--\r\n`,
    headers: { 'content-type': 'multipart/form-data; boundary=kontor' },
  }
}

/** A password link that can be used. */
async function makeLink({ server, world }: Scene): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  const { person, id } = await makeInvited(server.owner, world)
  await server.owner.query(
    `insert into password_links (person_id, token_hash, purpose, expires_at, membership_id)
       values ($1, $2, 'first', now() + interval '1 day', $3)`,
    [person.id, createHash('sha256').update(token).digest(), id],
  )
  return token
}

async function roleOf({ server, world }: Scene, key: string): Promise<string> {
  const { rows } = await server.owner.query<{ id: string }>(
    'select id from roles where operator_id = $1 and key = $2',
    [world.operator.id, key],
  )
  return rows[0]?.id ?? ''
}

/** Somebody who belongs to the partner and is signed in. */
async function makeColleague({ server, world }: Scene, status: 'invited' | 'active' = 'active') {
  const person = await makePerson(server.owner, { name: `${world.mark} Kollege` })
  const membershipId = await makeMembership(server.owner, world.partner, person, { status, roles: ['buyer'] })
  return { person, params: { membershipId }, cookie: await server.signIn(person.login) }
}

const first = { 'if-match': '"1"' }
const newPassword = 'Sprotten und Labskaus 26'

const sessions: Record<string, Example> = {
  'identity.createSession': async (scene) => {
    const { person } = await makeColleague(scene)
    return { body: { login: person.login, password: person.password } }
  },
  'identity.endSession': async (scene) => ({ cookie: (await makeColleague(scene)).cookie }),
  'identity.revokeSession': async (scene) => {
    const { person, cookie } = await makeColleague(scene)
    const { rows } = await scene.server.owner.query<{ id: string }>('select id from sessions where person_id = $1', [
      person.id,
    ])
    return { cookie, params: { sessionId: rows[0]?.id ?? '' } }
  },
  'identity.updateMe': async (scene) => ({ ...(await makeColleague(scene)), body: { language: 'en' } }),
  'identity.changePassword': async (scene) => {
    const { person, cookie } = await makeColleague(scene)
    return { cookie, body: { current: person.password, next: newPassword } }
  },
  'identity.acceptMembership': (scene) => makeColleague(scene, 'invited'),
  'identity.leave': (scene) => makeColleague(scene),
  'identity.requestPasswordLink': async ({ world }) => ({ body: { login: world.staff.login } }),
  'identity.readPasswordLink': async (scene) => ({ body: { token: await makeLink(scene) } }),
  'identity.usePasswordLink': async (scene) => ({ body: { token: await makeLink(scene), password: newPassword } }),
  'identity.renewPasswordLink': async (scene) => ({ body: { token: await makeLink(scene) } }),
  'identity.gradePassword': async () => ({ body: { password: newPassword } }),
}

const address = { email: 'post@druck.example', street: 'Weg 1', postalCode: '21465', city: 'Reinbek', country: 'DE' }

const customers: Record<string, Example> = {
  'customers.create': async ({ world }) => ({
    body: { name: `${world.mark} Neukunde`, status: 'customer', ...address },
  }),
  'customers.update': async (scene) => ({ ...(await freshCustomer(scene)), body: { city: 'Glinde' } }),
  'customers.assignContact': async (scene) => ({
    ...(await freshCustomer(scene)),
    body: { contact: scene.world.administrator.id },
  }),
  'customers.assignContacts': (scene) => assignAtOnce(scene),
}

const assignAtOnce: Example = async (scene) => {
  const ids = [await makeMarkedCustomer(scene.server.owner, scene.world), randomUUID()]
  return { body: { items: ids.map((id) => ({ id, revision: 2, contact: scene.world.administrator.id })) } }
}

async function freshCustomer({ server, world }: Scene): Promise<Given> {
  // made and then filled: the second revision
  const customerId = await makeMarkedCustomer(server.owner, world)
  return { params: { customerId }, headers: { 'if-match': '"2"' } }
}

const people: Record<string, Example> = {
  'organizations.invite': async (scene) => ({
    body: {
      name: `${scene.world.mark} Gast`,
      email: `${randomUUID()}@firma.example`,
      organization: scene.world.partner.id,
      roles: [await roleOf(scene, 'buyer')],
      visibility: 'own',
    },
  }),
  'organizations.resendInvitation': async ({ server, world }) => ({
    params: { membershipId: (await makeInvited(server.owner, world)).id },
  }),
  'organizations.sendLinks': async ({ server, world }) => ({
    body: { items: [{ id: (await makeInvited(server.owner, world)).id }, { id: randomUUID() }] },
  }),
  'organizations.changeMembership': async (scene) => ({
    params: (await makeColleague(scene)).params,
    headers: first,
    body: { visibility: 'own' },
  }),
  'organizations.remove': async (scene) => ({
    params: (await makeColleague(scene)).params,
    body: { successor: scene.world.administrator.id },
  }),
}

/** A logo of the operator, with its file. */
const freshLogo: Example = async ({ server, world }) => {
  const logoId = await makeLogo(server.owner, world)
  await storeLogo(server, world.operator.id, logoId)
  return { params: { logoId } }
}

const freshImport: Example = async ({ server, world }) => {
  const importId = await makeImport(server.owner, world, world.ids['customerId'] ?? '')
  await server.services.files.put(`imports/${importId}`, Buffer.from('Name;Mail\r\nDruck;post@druck.example\r\n'))
  return { params: { importId } }
}

/** An import that has changed a customer. */
const takenOver: Example = async (scene) => {
  const given = await freshImport(scene)
  const { owner } = scene.server
  const importId = given.params?.['importId']
  await owner.query("update imports set status = 'done', taken = true, finished_at = now() where id = $1", [importId])
  await owner.query(
    `update import_rows r set revision = c.revision, before = jsonb_build_object('values', jsonb_build_object('name', c.name, 'status', c.status),
         'contact', null, 'imported', c.imported, 'revision', c.revision)
       from customers c where c.id = r.customer_id and r.import_id = $1`,
    [importId],
  )
  return given
}

const files: Record<string, Example> = {
  'imports.upload': async ({ world }) => upload(`Name;Mail\r\n${world.mark} Werk;werk@druck.example\r\n`),
  'organizations.setLogo': async () => formOf(await pngOf(40, 20)),
  'organizations.removeLogo': freshLogo,
  'organizations.logo': freshLogo,
  'imports.remap': async (scene) => ({
    ...(await freshImport(scene)),
    body: { columns: [{ header: 'Mail', field: null }] },
  }),
  'imports.commit': async (scene) => ({
    ...(await freshImport(scene)),
    headers: first,
    body: { onlyIfFaultless: false },
  }),
  'imports.cancel': freshImport,
  'imports.errors': freshImport,
  'imports.undo': takenOver,
  'imports.previewUndo': takenOver,
  'notifications.openMail': async ({ server, world }) => ({ params: { mailId: await makeMail(server.owner, world) } }),
  'notifications.resendMail': async ({ server, world }) => {
    // nobody works the mail off
    server.services.config = { ...server.services.config, smtpUrl: 'smtp://127.0.0.1:9' }
    return { params: { mailId: await makeMail(server.owner, world) } }
  },
}

const viewed: Record<string, Example> = Object.fromEntries(
  lists.flatMap((list): [string, Example][] => {
    const freshView: Example = async ({ server, world }) => ({
      params: { viewId: await makeView(server.owner, world, list.key) },
    })
    const [column] = list.columns
    const state = { columns: [{ key: column?.key ?? '', width: 200 }], pinned: 1, limit: 50 }
    return [
      [list.keepSettings.name, async () => ({ body: state })],
      [
        list.createView.name,
        async ({ world }) => ({ body: { name: `${world.mark} ${randomUUID()}`, shared: true, state } }),
      ],
      [
        list.updateView.name,
        async (scene) => ({ ...(await freshView(scene)), headers: first, body: { name: `Anders ${randomUUID()}` } }),
      ],
      [list.removeView.name, freshView],
      [
        list.restoreView.name,
        async (scene) => {
          const given = await freshView(scene)
          await scene.server.owner.query('update saved_views set removed_at = now() where id = $1', [
            given.params?.['viewId'],
          ])
          return given
        },
      ],
    ]
  }),
)

const writes: Record<string, Example> = { ...sessions, ...customers, ...people, ...files, ...viewed }
