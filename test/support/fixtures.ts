import { afterAll, beforeAll, expect } from 'vitest'
import { makeOperator, makePartner, type Operator, type Organization } from './factories.ts'
import { openPortal, type Portal } from './portal.ts'
import { startTestServer, type TestServer } from './server.ts'

// What tests stand on, declared at the head of their file. The objects are there at once, so that helpers of the file can
// name them, and are filled before the tests.

type Options = Parameters<typeof openPortal>[0]

/**
 * A portal for the tests of a file. What it warns of must be expected: a test that provokes a warning takes it out of the log.
 *
 * @param options of `openPortal`; made where they are not known before something else has started
 */
export function portalFixture(options?: Options | (() => Options)): Portal {
  return openFixture(() => openPortal(typeof options === 'function' ? options() : options))
}

/** A portal with a short way in, for the tests of a file. What it warns of must be expected here as well. */
export function serverFixture(): TestServer {
  return openFixture(startTestServer)
}

function openFixture<P extends Portal>(open: () => Promise<P>): P {
  const portal = {} as P
  beforeAll(async () => {
    Object.assign(portal, await open())
  })
  afterAll(async () => {
    await portal.close()
    expect(portal.log).toEqual([])
  })
  return portal
}

/**
 * An operator and a partner below it.
 *
 * @param before each test, or all tests of the file: `beforeEach` or `beforeAll`
 */
export function partnerFixture(
  portal: Pick<Portal, 'owner'>,
  before: (make: () => Promise<void>) => void,
): { operator: Operator; partner: Organization } {
  const operator = {} as Operator
  const partner = {} as Organization
  before(async () => {
    Object.assign(operator, await makeOperator(portal.owner))
    Object.assign(partner, await makePartner(portal.owner, operator))
  })
  return { operator, partner }
}
