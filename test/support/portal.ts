import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance, InjectOptions } from 'fastify'
import pg from 'pg'
import { buildServer, startWorker } from '../../src/server/app.ts'
import { readConfig } from '../../src/server/platform/config.ts'
import { openDatabase } from '../../src/server/platform/db/database.ts'
import { openNotices } from '../../src/server/platform/db/notices.ts'
import { openFiles } from '../../src/server/platform/files/store.ts'
import { openJobs } from '../../src/server/platform/jobs/boss.ts'
import { openLog } from '../../src/server/platform/log.ts'
import type { Services } from '../../src/server/platform/services.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'

/** A whole portal with a database of its own. */
export interface Portal {
  services: Services
  database: TestDatabase
  server: FastifyInstance
  /** the owner's connection, for setting up and looking behind the portal */
  owner: pg.Client
  /** what was logged as a warning or an error */
  log: string[]
  close(): Promise<void>
}

/**
 * Opens a portal.
 *
 * @param options.database absent: one of its own, which it drops in the end
 * @param options.worker whether it works off jobs
 * @param options.env settings: `SMTP_URL`
 */
export async function openPortal(
  options: { database?: TestDatabase; worker?: boolean; env?: Record<string, string> } = {},
): Promise<Portal> {
  const { worker = false, env = {} } = options
  const lines: string[] = []
  const log = openLog('warn', { write: (line) => void lines.push(line) })
  const dataDir = await mkdtemp(join(tmpdir(), 'kontor-portal-'))
  const config = readConfig({ KONTOR_URL: 'https://portal.example.org', KONTOR_DATA: dataDir, ...env })
  const cloned = options.database ?? (await createTestDatabase())
  const owner = new pg.Client(cloned.ownerUrl)
  await owner.connect()
  const { rows } = await owner.query<{ signing_key: Buffer }>('select signing_key from installation')
  const services: Services = {
    config,
    log,
    database: await openDatabase({ url: cloned.runtimeUrl }),
    jobs: await openJobs({ connectionString: cloned.runtimeUrl, log, worker }),
    notices: openNotices({ connectionString: cloned.runtimeUrl, log }),
    files: await openFiles(config),
    signingKey: rows[0]?.signing_key ?? Buffer.alloc(0),
    now: () => new Date(),
  }
  const server = await buildServer(services)
  if (worker) await startWorker(services)
  const close = async () => {
    await server.close()
    await services.jobs.stop()
    await services.notices.close()
    await services.database.close()
    await owner.end()
    if (!options.database) await cloned.drop()
    await rm(dataDir, { recursive: true, force: true })
  }
  return { services, database: cloned, server, owner, log: lines, close }
}

interface Reply {
  status: number
  // whatever the endpoint says; tests look at single values
  body: Record<string, unknown>
  headers: Record<string, unknown>
}

/** A browser: keeps its cookie and speaks JSON. */
export interface Browser {
  call(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body?: object,
    headers?: Record<string, string>,
  ): Promise<Reply>
  signIn(login: string, password: string): Promise<Reply>
  cookie: string
}

/** Opens browsers, each at an address of its own: what one tries in vain slows no other down. */
export function visitorsOf(portal: Pick<Portal, 'server'>): () => Browser {
  let addresses = 0
  return () => {
    addresses += 1
    return openBrowser(portal.server, `10.0.${addresses >> 8}.${addresses & 255}`)
  }
}

/** Opens a browser. `path` of its calls begins after `/api/v1`. */
export function openBrowser(server: FastifyInstance, address = '127.0.0.1'): Browser {
  const browser: Browser = {
    cookie: '',
    async call(method, path, body, headers = {}) {
      const request: InjectOptions = {
        method,
        url: `/api/v1${path}`,
        remoteAddress: address,
        headers: {
          ...(browser.cookie && { cookie: browser.cookie }),
          ...(body && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body && { payload: JSON.stringify(body) }),
      }
      const reply = await server.inject(request)
      for (const { name, value } of reply.cookies) browser.cookie = value ? `${name}=${value}` : ''
      return { status: reply.statusCode, body: reply.payload ? JSON.parse(reply.payload) : {}, headers: reply.headers }
    },
    signIn: (login, password) => browser.call('POST', '/session', { login, password }),
  }
  return browser
}
