import * as api from '../../../api/installation.ts'
import { type Implementation, implementOutside, implementPublic } from '../../access/index.ts'
import { loadDemoWorld } from './load-demo.ts'
import { readDemo, readInstallation } from './read-installation.ts'
import { setUp } from './set-up.ts'
import { tryCode } from './setup-code.ts'

/** The endpoints of an installation that is not in use yet, and of a demo. */
export const routes: Implementation[] = [
  implementPublic(api.readInstallation, async ({ tx, services }) => ({
    status: 200,
    body: { ...(await readInstallation(tx)), mail: services.config.smtpUrl !== undefined },
  })),
  implementPublic(api.readDemo, async ({ tx }) => ({ status: 200, body: { items: await readDemo(tx) } })),
  implementOutside(api.loadDemo, async ({ services }) => {
    await loadDemoWorld(services)
    return { status: 201, body: { state: 'ready' } } as const
  }),
  implementPublic(api.checkCode, async ({ tx, body }) => {
    const refused = await tryCode(tx, body.code)
    if (refused) throw refused
    return { status: 200, body: { ok: true } } as const
  }),
  implementOutside(api.setUp, async ({ services, body, visitor }) => ({
    status: 201,
    body: await setUp(services, body, visitor.language),
  })),
]
